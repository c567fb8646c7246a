import { cropOnCanvas } from './canvas';
import { cropBySamples, resizePixels, type CropBox } from './picture';
import type { Pixels } from './types';

/** Beyond this many times the size wanted, a finer cut costs more than it shows. */
const MOST_FINER = 4;

/**
 * Cuts a turned square out and brings it to `size` × `size` with no pixel of a large one skipped. Where no canvas does it,
 * `cropBySamples` takes single samples, so the square is cut at up to four times the size first and then averaged down.
 */
export function cropSquare(pixels: Pixels, square: CropBox, size: number): Pixels {
  const cut = cropOnCanvas(pixels, square, size, size);
  if (cut) return cut;
  const finer = Math.min(MOST_FINER, Math.max(1, Math.ceil(square.width / size)));
  return resizePixels(cropBySamples(pixels, square, size * finer, size * finer), size, size);
}
