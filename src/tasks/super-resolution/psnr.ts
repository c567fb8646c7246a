/** What stands for no difference at all, in dB: an infinite value is no number in a record. */
export const MAX_PSNR_DB = 100;

const PEAK = 255;

/**
 * Peak signal-to-noise ratio of values from 0 to 255: 10 log₁₀(255² ÷ mean squared difference), dB; higher is closer.
 * @param keep which positions count, by index; all by default
 */
export function psnrDb(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  keep: (index: number) => boolean = () => true,
): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < b.length; i++) {
    if (!keep(i)) continue;
    sum += (a[i]! - b[i]!) ** 2;
    count++;
  }
  return Math.min(MAX_PSNR_DB, 10 * Math.log10(PEAK ** 2 / (sum / count)));
}

/** Over red, green and blue of two pictures of one size: their opacity is no part of the answer. */
export function picturePsnrDb(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  return psnrDb(a, b, (index) => index % 4 !== 3);
}
