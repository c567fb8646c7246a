import { resizeByTaps } from '../pixels/taps';
import type { Pixels } from '../types';
import type { Ink } from './ink';

/** Side of the network's picture, pixels. */
export const SIDE = 28;
/** Longest side of the digit in it. */
const BOX = 20;
/** Strokes are measured and thickened at four times that. */
const FINE = 4;
/** Thinner strokes than this, in pixels of the box, are thickened to it: MNIST's pens leave 2 to 3. */
const THINNEST = 1.7;

const full = ({ values }: Ink): number => values.reduce((most, value) => Math.max(most, value), 0);

/** The smallest rectangle around ink of at least a half. */
function cropToInk({ width, height, values }: Ink): Ink {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let p = 0; p < values.length; p++) {
    if (values[p]! < 0.5) continue;
    const [x, y] = [p % width, Math.floor(p / width)];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const [cropWidth, cropHeight] = [right - left + 1, bottom - top + 1];
  const cropped = new Float32Array(cropWidth * cropHeight);
  for (let y = 0; y < cropHeight; y++) {
    const row = (top + y) * width + left;
    cropped.set(values.subarray(row, row + cropWidth), y * cropWidth);
  }
  return { width: cropWidth, height: cropHeight, values: cropped };
}

/** Ink as a grey picture, black on 0. */
export function inkPixels({ width, height, values }: Ink): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let p = 0; p < values.length; p++) {
    data.fill(values[p]! * 255, p * 4, p * 4 + 3);
    data[p * 4 + 3] = 255;
  }
  return { width, height, data };
}

/** To sides of which the longest is `longest` pixels, fullest ink 1 again: a thin line pales when it shrinks. */
function resize(ink: Ink, longest: number): Ink {
  const scale = longest / Math.max(ink.width, ink.height);
  const width = Math.max(1, Math.round(ink.width * scale));
  const height = Math.max(1, Math.round(ink.height * scale));
  const { data } = resizeByTaps(inkPixels(ink), width, height);
  const values = Float32Array.from({ length: width * height }, (_, p) => data[p * 4]! / 255);
  const most = full({ width, height, values }) || 1;
  return { width, height, values: values.map((value) => value / most) };
}

function pad({ width, height, values }: Ink, by: number): Ink {
  const wide = width + 2 * by;
  const padded = new Float32Array(wide * (height + 2 * by));
  for (let y = 0; y < height; y++) {
    padded.set(values.subarray(y * width, (y + 1) * width), (y + by) * wide + by);
  }
  return { width: wide, height: height + 2 * by, values: padded };
}

/**
 * Mean width of the strokes, pixels: twice the inked area over the length of its outline. Counted in pixels' sides, an
 * outline is 4/π too long on average over all directions.
 */
function strokeWidth({ width, height, values }: Ink): number {
  const inkedAt = (p: number) => values[p]! >= 0.5;
  let [area, outline] = [0, 0];
  for (let y = 0, p = 0; y < height; y++) {
    for (let x = 0; x < width; x++, p++) {
      if (!inkedAt(p)) continue;
      area++;
      if (x === 0 || !inkedAt(p - 1)) outline++;
      if (x === width - 1 || !inkedAt(p + 1)) outline++;
      if (y === 0 || !inkedAt(p - width)) outline++;
      if (y === height - 1 || !inkedAt(p + width)) outline++;
    }
  }
  return (2 * area) / (outline * (Math.PI / 4));
}

/** Each pixel takes the fullest ink within `radius` pixels. */
function thicken(ink: Ink, radius: number): Ink {
  const reach = Math.ceil(radius);
  const { width, height, values } = pad(ink, reach);
  const thick = values.slice();
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      // Squared: engines don't agree on the last bit of `Math.hypot`.
      if (dx * dx + dy * dy > radius * radius) continue;
      for (let y = reach; y < height - reach; y++) {
        for (let x = reach; x < width - reach; x++) {
          const to = (y + dy) * width + x + dx;
          thick[to] = Math.max(thick[to]!, values[y * width + x]!);
        }
      }
    }
  }
  return { width, height, values: thick };
}

/**
 * As the pictures of MNIST were made: the ink fitted into a box of 20 × 20 pixels with its proportions kept, and its centre
 * of mass put in the middle of 28 × 28 by whole pixels (LeCun et al., "Gradient-based learning applied to document
 * recognition", 1998, section III). Strokes that would vanish in so few pixels are thickened first.
 * @returns 784 values row by row, 0 (paper) to 1 (ink)
 */
export function normaliseInk(ink: Ink): Float32Array<ArrayBuffer> {
  let fine = resize(cropToInk(ink), BOX * FINE);
  const missing = THINNEST * FINE - strokeWidth(fine);
  if (missing > 0.5) fine = thicken(fine, missing / 2);
  const small = resize(fine, BOX);
  let [mass, massX, massY] = [0, 0, 0];
  for (let p = 0; p < small.values.length; p++) {
    const value = small.values[p]!;
    mass += value;
    massX += value * ((p % small.width) + 0.5);
    massY += value * (Math.floor(p / small.width) + 0.5);
  }
  const left = Math.round(SIDE / 2 - massX / mass);
  const top = Math.round(SIDE / 2 - massY / mass);
  const framed = new Float32Array(SIDE * SIDE);
  for (let p = 0; p < small.values.length; p++) {
    const [x, y] = [left + (p % small.width), top + Math.floor(p / small.width)];
    if (x >= 0 && y >= 0 && x < SIDE && y < SIDE) framed[y * SIDE + x] = small.values[p]!;
  }
  return framed;
}
