import type { Pixels } from '../types';

/** Slope of the kernel at 1: the value that makes it exact for quadratic pictures, and Pillow's. */
const A = -0.5;
const TAPS = 4;

/**
 * Cubic convolution kernel.
 * Source: R. Keys, "Cubic convolution interpolation for digital image processing", IEEE Trans. ASSP 29 (1981), equation 15.
 */
function kernel(distance: number): number {
  const x = Math.abs(distance);
  if (x <= 1) return (A + 2) * x ** 3 - (A + 3) * x ** 2 + 1;
  return x < 2 ? A * x ** 3 - 5 * A * x ** 2 + 8 * A * x - 4 * A : 0;
}

/** First source index (it may lie outside) and four weights for each target position, half-pixel centres. */
function tapsOf(from: number, to: number): { readonly first: Int32Array; readonly weights: Float32Array } {
  const first = new Int32Array(to);
  const weights = new Float32Array(to * TAPS);
  for (let t = 0; t < to; t++) {
    const centre = ((t + 0.5) * from) / to - 0.5;
    first[t] = Math.floor(centre) - 1;
    for (let k = 0; k < TAPS; k++) weights[t * TAPS + k] = kernel(first[t]! + k - centre);
  }
  return { first, weights };
}

const inside = (index: number, length: number) => Math.min(length - 1, Math.max(0, index));

/** Enlarges by cubic convolution, edge pixels repeated; both sides at least as long as before. */
export function enlargeBicubic({ width, height, data }: Pixels, toWidth: number, toHeight: number): Pixels {
  const across = tapsOf(width, toWidth);
  const down = tapsOf(height, toHeight);
  const rows = new Float32Array(toWidth * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < toWidth; x++) {
      for (let k = 0; k < TAPS; k++) {
        const weight = across.weights[x * TAPS + k]!;
        const s = (y * width + inside(across.first[x]! + k, width)) * 4;
        const t = (y * toWidth + x) * 4;
        for (let c = 0; c < 4; c++) rows[t + c]! += weight * data[s + c]!;
      }
    }
  }
  const line = toWidth * 4;
  const sum = new Float32Array(line);
  const enlarged = new Uint8ClampedArray(line * toHeight);
  for (let y = 0; y < toHeight; y++) {
    sum.fill(0);
    for (let k = 0; k < TAPS; k++) {
      const weight = down.weights[y * TAPS + k]!;
      const s = inside(down.first[y]! + k, height) * line;
      for (let i = 0; i < line; i++) sum[i]! += weight * rows[s + i]!;
    }
    enlarged.set(sum, y * line);
  }
  return { width: toWidth, height: toHeight, data: enlarged };
}
