import type { Tensor } from '../../domain/tensor';
import type { FitTransform } from '../picture';
import { scratch } from '../pixels/scratch';
import type { Mask } from '../types';
import { PERSON_THRESHOLD } from './answer';

/**
 * How surely each pixel of the picture's part of the network's frame is of a person, and what share of them is sooner one than not.
 * @param output [1, H, W, 1]: how surely each pixel is of a person, 0–1
 * @param picture size of the picture that was fitted, pixels
 * @returns the mask, valid until memory is recycled, and the share, 0–1
 */
export function readMask(output: Tensor, picture: { width: number; height: number }, fit: FitTransform) {
  const sure = output.data as Float32Array;
  const [, frameHeight = 0, frameWidth = 0] = output.shape;
  const width = Math.min(frameWidth, Math.round(picture.width * fit.scaleX));
  const height = Math.min(frameHeight, Math.round(picture.height * fit.scaleY));
  const values = new Uint8ClampedArray(scratch(width * height));
  let persons = 0;
  for (let y = 0, t = 0; y < height; y++) {
    let s = (y + fit.offsetY) * frameWidth + fit.offsetX;
    for (const end = t + width; t < end; t++, s++) {
      const value = sure[s]!;
      // Rounded here, which is quicker than leaving it to the clamped array.
      values[t] = (value * 255 + 0.5) | 0;
      persons += value > PERSON_THRESHOLD ? 1 : 0;
    }
  }
  return { mask: { width, height, values } satisfies Mask, share: persons / values.length };
}

/**
 * Bytes of the mask as run lengths (PackBits, one byte a pixel before): the little that any server does before it sends.
 * Counted in one pass, where a PNG would cost milliseconds that no local answer needs; a PNG measures 18 to 36 % less.
 * Source: TIFF 6.0, section 9.
 */
export function runLengthBytes({ values }: Mask): number {
  let bytes = 0;
  let literal = 0;
  for (let i = 0; i < values.length;) {
    const value = values[i];
    const most = Math.min(values.length, i + 128);
    let end = i + 1;
    while (end < most && values[end] === value) end++;
    if (end - i < 3) literal += end - i;
    else {
      bytes += literal + Math.ceil(literal / 128) + 2;
      literal = 0;
    }
    i = end;
  }
  return bytes + literal + Math.ceil(literal / 128);
}

/**
 * Intersection over union of two masks, 0–1; NaN counts as no person.
 * @param found every value
 * @param expected every `stride`-th value
 * @throws when the reference holds nobody: every empty answer would agree with it
 */
export function maskOverlap(found: Float32Array, expected: Float32Array, stride: number): number {
  let both = 0;
  let either = 0;
  let persons = 0;
  for (let i = 0; i < expected.length; i++) {
    const a = found[i * stride]! > PERSON_THRESHOLD;
    const b = expected[i]! > PERSON_THRESHOLD;
    if (a && b) both++;
    if (a || b) either++;
    if (b) persons++;
  }
  if (persons === 0) throw new Error('The reference picture of person segmentation must hold a person.');
  return both / either;
}
