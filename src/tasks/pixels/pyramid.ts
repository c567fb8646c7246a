import type { Pixels } from '../types';

/** A picture whose pixels are whole numbers: the four channels of one in the four bytes of a value. */
export interface Level {
  readonly width: number;
  readonly height: number;
  readonly pixels: Int32Array;
  /** Pixels of the picture that lie in one of this level, along each side: powers of two. */
  readonly across: number;
  readonly down: number;
}

/** Every bit of four bytes but their lowest: what stays within its byte when halved. */
const UPPER = 0xfefefefe | 0;

/** The mean of two pixels, all four channels at once, halves rounded up. */
const meanUp = (a: number, b: number): number => ((a | b) - (((a ^ b) & UPPER) >>> 1)) | 0;
/** The same, halves rounded down: one of each where both sides are halved, and the picture gets neither lighter nor darker. */
const meanDown = (a: number, b: number): number => ((a & b) + (((a ^ b) & UPPER) >>> 1)) | 0;

/**
 * Each pixel the mean of the 2 × 2 that it stands for, or of two beside or above each other; odd sides repeat their last pixel.
 * @param memory of an earlier level, overwritten where it fits
 */
function halve(from: Level, horizontally: boolean, vertically: boolean, memory?: Int32Array): Level {
  const [stepX, stepY] = [horizontally ? 2 : 1, vertically ? 2 : 1];
  const [width, height] = [Math.ceil(from.width / stepX), Math.ceil(from.height / stepY)];
  const source = from.pixels;
  const pixels = memory?.length === width * height ? memory : new Int32Array(width * height);
  const whole = Math.floor(from.width / stepX);
  for (let y = 0, t = 0; y < height; y++) {
    let upper = y * stepY * from.width;
    let lower = Math.min(y * stepY + stepY - 1, from.height - 1) * from.width;
    for (let x = 0; x < whole; x++, t++, upper += stepX, lower += stepX) {
      const left = meanUp(source[upper]!, source[lower]!);
      const right = meanUp(source[upper + stepX - 1]!, source[lower + stepX - 1]!);
      pixels[t] = meanDown(left, right);
    }
    if (whole < width) pixels[t++] = meanUp(source[upper]!, source[lower]!);
  }
  return { width, height, pixels, across: from.across * stepX, down: from.down * stepY };
}

/**
 * The picture's pixels as whole numbers, red in the lowest byte on every processor that browsers run on. Copied only where its
 * bytes don't lie on a boundary of four.
 */
export function wholePixels({ width, height, data }: Pixels): Int32Array {
  const aligned = data.byteOffset % 4 === 0 ? data : data.slice();
  return new Int32Array(aligned.buffer, aligned.byteOffset, width * height);
}

/**
 * Levels are taken from this ratio on, and from twice, four times it …: below, single samples of the finer level come closer to
 * an exact filter; above, those of the coarser one (root mean square over three photographs).
 */
const COARSER_FROM = 1.65;

/** How often a side is halved so that `ratio` of its pixels become one; never further than to a single pixel. */
function halvings(ratio: number, side: number): number {
  if (!(ratio >= COARSER_FROM)) return 0;
  return Math.min(Math.ceil(Math.log2(side)), Math.floor(Math.log2(ratio / COARSER_FROM)) + 1);
}

/** The last picture with its levels: a chain of networks looks at the same one again. */
let last: { pixels?: Pixels; levels: Map<string, Level> } = { levels: new Map() };

/**
 * The picture at half its size, and half again, to about the fineness wanted: single samples of that come close to an average
 * over all pixels of the picture (mipmaps; Williams, "Pyramidal parametrics", 1983).
 * @param ratioX,ratioY pixels of the picture that are to become one, along each side
 * @returns a level that stays as it is until another picture is asked for
 */
export function levelOf(pixels: Pixels, ratioX: number, ratioY: number): Level {
  const { width, height } = pixels;
  const [timesX, timesY] = [halvings(ratioX, width), halvings(ratioY, height)];
  const base: Level = { width, height, pixels: wholePixels(pixels), across: 1, down: 1 };
  if (timesX === 0 && timesY === 0) return base;
  const memory = last.levels;
  if (last.pixels !== pixels) last = { pixels, levels: new Map() };
  let level = base;
  for (let i = 1; i <= Math.max(timesX, timesY); i++) {
    const [x, y] = [Math.min(i, timesX), Math.min(i, timesY)];
    const key = `${x},${y}`;
    const known = last.levels.get(key);
    level = known ?? halve(level, i <= timesX, i <= timesY, memory.get(key)?.pixels);
    last.levels.set(key, level);
  }
  return level;
}
