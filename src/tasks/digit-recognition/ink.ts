import { resizePixels } from '../picture';
import { resizeByTaps } from '../pixels/taps';
import type { Pixels } from '../types';

/** How much ink there is, 0 (paper) to 1 (full), row by row. */
export interface Ink {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** Finer than any stroke needs, and quick to look at: longest side, pixels. */
const LONGEST = 160;
/** Longest side down to which pictures are halved, pixels. */
const FINE_ENOUGH = 256;
/** Greys (of 255) that ink must stand out from paper by: above the noise of a camera and of JPEG on an empty sheet. */
const FAINTEST = 24;

/** Luma of Rec. 601, 0 to 255, over white where the picture is transparent. */
function greys({ width, height, data }: Pixels): Float32Array {
  const grey = new Float32Array(width * height);
  for (let p = 0, s = 0; p < grey.length; p++, s += 4) {
    const opaque = data[s + 3]! / 255;
    const luma = 0.299 * data[s]! + 0.587 * data[s + 1]! + 0.114 * data[s + 2]!;
    grey[p] = luma * opaque + 255 * (1 - opaque);
  }
  return grey;
}

/**
 * To a longest side of at most {@link LONGEST}: large pictures are halved first, which is quick, then comes the exact filter,
 * since single samples of thin strokes would change with where the drawing lies.
 */
function shrink(picture: Pixels): Pixels {
  const longest = Math.max(picture.width, picture.height);
  if (longest <= LONGEST) return picture;
  const parts = 2 ** Math.floor(Math.log2(Math.max(1, longest / FINE_ENOUGH)));
  const halved = resizePixels(picture, Math.ceil(picture.width / parts), Math.ceil(picture.height / parts));
  const scale = LONGEST / longest;
  const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
  return resizeByTaps(halved, Math.max(1, width), Math.max(1, height));
}

function border(width: number, height: number): [x: number, y: number][] {
  const ring: [number, number][] = [];
  for (let x = 0; x < width; x++) ring.push([x, 0], [x, height - 1]);
  for (let y = 1; y < height - 1; y++) ring.push([0, y], [width - 1, y]);
  return ring;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

/**
 * The grey of the empty paper at each place: a plane through the picture's border by least squares, since a photographed
 * sheet is lighter on the side of the lamp. Border pixels far from the border's median are ink that runs off the picture.
 */
function paperPlane(grey: Float32Array, width: number, height: number): (x: number, y: number) => number {
  const ring = border(width, height);
  const greyAt = ([x, y]: readonly [number, number]) => grey[y * width + x]!;
  const middle = median(ring.map(greyAt));
  const paper = ring.filter((at) => Math.abs(greyAt(at) - middle) < 64);
  const mean = { x: 0, y: 0, grey: 0 };
  for (const at of paper) {
    mean.x += at[0] / paper.length;
    mean.y += at[1] / paper.length;
    mean.grey += greyAt(at) / paper.length;
  }
  let [xx, xy, yy, xg, yg] = [0, 0, 0, 0, 0];
  for (const at of paper) {
    const [dx, dy, dg] = [at[0] - mean.x, at[1] - mean.y, greyAt(at) - mean.grey];
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
    xg += dx * dg;
    yg += dy * dg;
  }
  const determinant = xx * yy - xy * xy;
  const [a, b] =
    determinant > 1e-3 * xx * yy ? [(xg * yy - yg * xy) / determinant, (yg * xx - xg * xy) / determinant] : [0, 0];
  return (x, y) => mean.grey + a * (x - mean.x) + b * (y - mean.y);
}

/** Otsu's threshold: splits values of 0 to 255 so that the two sides differ most. */
function otsu(values: Float32Array): number {
  const counts = new Uint32Array(256);
  let total = 0;
  for (let p = 0; p < values.length; p++) {
    const level = Math.min(255, values[p]! | 0);
    counts[level]!++;
    total += level;
  }
  let [below, sumBelow, best, threshold] = [0, 0, -1, 0];
  for (let level = 0; level < 255; level++) {
    below += counts[level]!;
    sumBelow += level * counts[level]!;
    const above = values.length - below;
    if (below === 0 || above === 0) continue;
    const gap = sumBelow / below - (total - sumBelow) / above;
    const between = below * above * gap * gap;
    if (between > best) [best, threshold] = [between, level + 1];
  }
  return threshold;
}

/**
 * Finds what is drawn in a picture: whatever stands out from the grey of its border, darker or lighter, whichever there is
 * more of.
 * @returns undefined where nothing stands out
 */
export function inkOf(picture: Pixels): Ink | undefined {
  const small = shrink(picture);
  const { width, height } = small;
  const grey = greys(small);
  const paper = paperPlane(grey, width, height);
  const difference = new Float32Array(width * height);
  let balance = 0;
  for (let y = 0, p = 0; y < height; y++) {
    for (let x = 0; x < width; x++, p++) {
      const d = grey[p]! - paper(x, y);
      difference[p] = d;
      balance += Math.abs(d) * d;
    }
  }
  // Plain loops: this runs once, before the engine has compiled anything, and a callback a pixel took longer than the network.
  const sign = balance > 0 ? 1 : -1;
  let most = 0;
  for (let p = 0; p < difference.length; p++) {
    const value = Math.max(0, sign * difference[p]!);
    difference[p] = value;
    if (value > most) most = value;
  }
  if (most < FAINTEST) return undefined;

  const threshold = Math.max(otsu(difference), FAINTEST / 2);
  let sum = 0;
  let count = 0;
  for (let p = 0; p < difference.length; p++) {
    if (difference[p]! < threshold) continue;
    sum += difference[p]!;
    count++;
  }
  // Half of the threshold is still the paper's grain; the mean of what is ink counts as full.
  const none = threshold / 2;
  const range = sum / count - none;
  const values = new Float32Array(difference.length);
  for (let p = 0; p < values.length; p++) values[p] = Math.min(1, Math.max(0, (difference[p]! - none) / range));
  return { width, height, values };
}
