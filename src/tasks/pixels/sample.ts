import type { Level } from './pyramid';

/** Two of a pixel's four bytes, and half of what a weighted sum of them is divided by. */
const PAIR = 0xff00ff;
const HALF = 0x800080;

/** From `a` to `b` by `share` 256ths, all four channels, two at a time. */
function blend(a: number, b: number, share: number): number {
  const rest = 256 - share;
  const low = (Math.imul(a & PAIR, rest) + Math.imul(b & PAIR, share) + HALF) >>> 8;
  const high = Math.imul((a >>> 8) & PAIR, rest) + Math.imul((b >>> 8) & PAIR, share) + HALF;
  return (low & PAIR) | (high & ~PAIR);
}

/** Where samples are written: `width` × `height` of them from `start` on, rows `stride` apart; counted in pixels. */
export interface Frame {
  readonly pixels: Int32Array;
  readonly start: number;
  readonly stride: number;
  readonly width: number;
  readonly height: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** For each of `count` samples along one side, the pixel before it and 256ths of the way to the next. */
function steps(from: number, first: number, step: number, count: number) {
  const before = new Int32Array(count);
  const shares = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const at = Math.min(from - 1, Math.max(0, first + i * step));
    before[i] = Math.min(at, Math.max(0, from - 2));
    shares[i] = Math.round((at - before[i]!) * 256);
  }
  return { before, shares };
}

/**
 * Bilinear samples of a whole picture, its edges repeated.
 * @param level of it
 * @param picture its size, pixels: a level of an odd side reaches a little beyond
 */
export function sampleWhole(level: Level, picture: Size, frame: Frame): void {
  const [stepX, stepY] = [picture.width / level.across / frame.width, picture.height / level.down / frame.height];
  if (stepX === 1 && stepY === 1) copyWhole(level, frame);
  else resample(level, stepX, stepY, frame);
}

function copyWhole({ width, height, pixels: source }: Level, { pixels, start, stride }: Frame): void {
  for (let y = 0; y < height; y++) pixels.set(source.subarray(y * width, (y + 1) * width), start + y * stride);
}

function resample(level: Level, stepX: number, stepY: number, { pixels, start, stride, width, height }: Frame): void {
  const source = level.pixels;
  const columns = steps(level.width, stepX / 2 - 0.5, stepX, width);
  const rows = steps(level.height, stepY / 2 - 0.5, stepY, height);
  // A level of one pixel has none to the right or below.
  const [right, below] = [level.width > 1 ? 1 : 0, level.height > 1 ? level.width : 0];
  for (let y = 0; y < height; y++) {
    const upper = rows.before[y]! * level.width;
    const share = rows.shares[y]!;
    for (let x = 0, t = start + y * stride; x < width; x++, t++) {
      const a = upper + columns.before[x]!;
      const b = a + below;
      const s = columns.shares[x]!;
      pixels[t] = blend(blend(source[a]!, source[a + right]!, s), blend(source[b]!, source[b + right]!, s), share);
    }
  }
}

/** A place in a level, its pixels' centres at whole numbers, and the way from one sample to the next. */
export interface Path {
  readonly x: number;
  readonly y: number;
  /** Along a row, and from row to row. */
  readonly alongX: number;
  readonly alongY: number;
  readonly downX: number;
  readonly downY: number;
}

/** Bilinear samples along rows that may be turned; edge pixels are repeated outside the level. */
export function samplePath(level: Level, path: Path, { pixels, start, stride, width, height }: Frame): void {
  const { pixels: source, width: columns } = level;
  const [lastX, lastY] = [level.width - 1, level.height - 1];
  for (let row = 0; row < height; row++) {
    let x = path.x + path.downX * row;
    let y = path.y + path.downY * row;
    for (let i = 0, t = start + row * stride; i < width; i++, t++, x += path.alongX, y += path.alongY) {
      const atX = x < 0 ? 0 : x > lastX ? lastX : x;
      const atY = y < 0 ? 0 : y > lastY ? lastY : y;
      const left = atX | 0;
      const top = atY | 0;
      const shareX = ((atX - left) * 256 + 0.5) | 0;
      const shareY = ((atY - top) * 256 + 0.5) | 0;
      const right = left < lastX ? 1 : 0;
      const a = top * columns + left;
      const b = top < lastY ? a + columns : a;
      const upper = blend(source[a]!, source[a + right]!, shareX);
      const lower = blend(source[b]!, source[b + right]!, shareX);
      pixels[t] = blend(upper, lower, shareY);
    }
  }
}
