import type { Pixels } from '../types';

/** What each target index takes along one side. */
export interface Taps {
  /** First source index of each target index, and its weights, `size` apart; a multiple of four, the rest zero. */
  readonly first: Int32Array;
  readonly weights: Float32Array;
  readonly size: number;
}

/**
 * Taps of a filter with half-pixel centres.
 * @param reach how far from the centre it weighs anything, source pixels
 * @param weigh weight at a distance, source pixels; weights are brought to a sum of 1
 * @param repeats whether the edge stands in for what lies beyond it, or what lies inside takes its weight
 */
export function tapsOf(
  from: number,
  to: number,
  reach: number,
  weigh: (distance: number) => number,
  repeats: boolean,
): Taps {
  const size = Math.ceil((Math.ceil(reach * 2) + 1) / 4) * 4;
  const first = new Int32Array(to);
  const weights = new Float32Array(to * size);
  for (let t = 0; t < to; t++) {
    const centre = ((t + 0.5) * from) / to - 0.5;
    const [start, end] = [Math.ceil(centre - reach), Math.floor(centre + reach)];
    const low = (first[t] = Math.min(from - 1, Math.max(0, start)));
    let total = 0;
    for (let s = start; s <= end; s++) {
      const inside = Math.min(from - 1, Math.max(0, s));
      if (inside !== s && !repeats) continue;
      const weight = weigh(s - centre);
      weights[t * size + inside - low]! += weight;
      total += weight;
    }
    for (let k = 0; k < size; k++) weights[t * size + k]! /= total;
  }
  return { first, weights, size };
}

/**
 * A triangle, widened when shrinking so that no source pixel is skipped (the antialiased bilinear of Pillow and
 * `tf.image.resize(antialias=True)`).
 */
function triangleTaps(from: number, to: number): Taps {
  const reach = Math.max(1, from / to);
  return tapsOf(from, to, reach, (distance) => Math.max(0, 1 - Math.abs(distance) / reach), false);
}

/** Resizes by a triangle filter. Both sizes in pixels, at least 1. */
export function resizeByTaps(pixels: Pixels, width: number, height: number): Pixels {
  return applyTaps(pixels, triangleTaps(pixels.width, width), triangleTaps(pixels.height, height));
}

/**
 * Resizes in two passes, columns then rows: shrinking, the first does most of the work, and down a column whole rows are
 * added up.
 */
export function applyTaps({ width: from, data: source }: Pixels, across: Taps, down: Taps): Pixels {
  const [width, height] = [across.first.length, down.first.length];
  const data = new Uint8ClampedArray(width * height * 4);
  // Taps beyond the last column weigh nothing, but are read.
  const line = new Float32Array((from + across.size) * 4);
  for (let y = 0; y < height; y++) {
    addRows(line, from * 4, source, down, y);
    sumColumns(data, y * width * 4, line, across);
  }
  return { width, height, data };
}

/** The first `length` values of `line` become the weighted sums of the source rows that target row `y` takes. */
function addRows(line: Float32Array, length: number, source: Uint8ClampedArray, down: Taps, y: number): void {
  const last = source.length - length;
  const start = down.first[y]! * length;
  line.fill(0, 0, length);
  for (let k = 0; k < down.size; k += 4) {
    const w = y * down.size + k;
    const [w0, w1, w2, w3] = [down.weights[w]!, down.weights[w + 1]!, down.weights[w + 2]!, down.weights[w + 3]!];
    if (w0 === 0 && w1 === 0 && w2 === 0 && w3 === 0) continue;
    // Rows beyond the last weigh nothing: any will do.
    const a = Math.min(last, start + k * length);
    const b = Math.min(last, a + length);
    const c = Math.min(last, b + length);
    const d = Math.min(last, c + length);
    for (let i = 0; i < length; i++) {
      line[i]! += w0 * source[a + i]! + w1 * source[b + i]! + w2 * source[c + i]! + w3 * source[d + i]!;
    }
  }
}

function sumColumns(target: Uint8ClampedArray, start: number, line: Float32Array, taps: Taps): void {
  const { first, weights, size } = taps;
  for (let x = 0, t = start; x < first.length; x++, t += 4) {
    let r = 0;
    let g = 0;
    let b = 0;
    let a = 0;
    for (let w = x * size, end = w + size, s = first[x]! * 4; w < end; w++, s += 4) {
      const weight = weights[w]!;
      if (weight === 0) continue;
      r += weight * line[s]!;
      g += weight * line[s + 1]!;
      b += weight * line[s + 2]!;
      a += weight * line[s + 3]!;
    }
    target[t] = r;
    target[t + 1] = g;
    target[t + 2] = b;
    target[t + 3] = a;
  }
}
