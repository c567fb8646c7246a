import { applyTaps, tapsOf } from '../pixels/taps';
import type { Pixels } from '../types';

/** Slope of the kernel at 1: the value that makes it exact for quadratic pictures, and Pillow's. */
const A = -0.5;

/**
 * Cubic convolution kernel.
 * Source: R. Keys, "Cubic convolution interpolation for digital image processing", IEEE Trans. ASSP 29 (1981), equation 15.
 */
function kernel(distance: number): number {
  const x = Math.abs(distance);
  if (x <= 1) return (A + 2) * x ** 3 - (A + 3) * x ** 2 + 1;
  return x < 2 ? A * x ** 3 - 5 * A * x ** 2 + 8 * A * x - 4 * A : 0;
}

/** How far the kernel reaches when enlarging, source pixels. */
const REACH = 2;

const cubicTaps = (from: number, to: number) => tapsOf(from, to, REACH, kernel, true);

/** Enlarges by cubic convolution, edge pixels repeated; both sides at least as long as before. */
export function enlargeBicubic(pixels: Pixels, width: number, height: number): Pixels {
  return applyTaps(pixels, cubicTaps(pixels.width, width), cubicTaps(pixels.height, height));
}
