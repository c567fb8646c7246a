/** What stands for no difference at all, in dB: an infinite value is no number in a record. */
export const MAX_PSNR_DB = 100;

const PEAK = 255;

const inDb = (sum: number, count: number) => Math.min(MAX_PSNR_DB, 10 * Math.log10(PEAK ** 2 / (sum / count)));

/** Peak signal-to-noise ratio of values from 0 to 255: 10 log₁₀(255² ÷ mean squared difference), dB; higher is closer. */
export function psnrDb(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < b.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return inDb(sum, b.length);
}

/** Over red, green and blue of two pictures of one size: their opacity is no part of the answer. */
export function picturePsnrDb(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  let sum = 0;
  for (let i = 0; i < b.length; i += 4) {
    sum += (a[i]! - b[i]!) ** 2 + (a[i + 1]! - b[i + 1]!) ** 2 + (a[i + 2]! - b[i + 2]!) ** 2;
  }
  return inDb(sum, (b.length / 4) * 3);
}
