import type { Tensor } from '../../runtimes/types';
import type { FitTransform } from '../picture';
import type { Pixels } from '../types';
import { PERSON_THRESHOLD } from './answer';

/**
 * The picture's part of the network's frame, bars cut off.
 * @param output [1, H, W, 1]: how surely each pixel is of a person, 0–1
 * @param picture size of the picture that was fitted, pixels
 */
export function readMask(output: Tensor, picture: { width: number; height: number }, fit: FitTransform): Pixels {
  const values = output.data as Float32Array;
  const [, frameHeight = 0, frameWidth = 0] = output.shape;
  const width = Math.min(frameWidth, Math.round(picture.width * fit.scaleX));
  const height = Math.min(frameHeight, Math.round(picture.height * fit.scaleY));
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    let s = (y + fit.offsetY) * frameWidth + fit.offsetX;
    for (let x = 0, t = y * width * 4 + 3; x < width; x++, s++, t += 4) data[t] = values[s]! * 255;
  }
  return { width, height, data };
}

/** Share of the mask's pixels that are sooner a person than not, 0–1. */
export function personShare({ width, height, data }: Pixels): number {
  let count = 0;
  for (let i = 3; i < data.length; i += 4) if (data[i]! > PERSON_THRESHOLD * 255) count++;
  return count / (width * height);
}

/**
 * Bytes of the mask as run lengths (PackBits, one byte a pixel before): the little that any server does before it sends.
 * Counted in one pass, where a PNG would cost milliseconds that no local answer needs; a PNG measures 18 to 36 % less.
 * Source: TIFF 6.0, section 9.
 */
export function runLengthBytes({ data }: Pixels): number {
  let bytes = 0;
  let literal = 0;
  for (let i = 3; i < data.length;) {
    let run = 1;
    while (run < 128 && data[i + run * 4] === data[i]) run++;
    if (run < 3) literal += run;
    else {
      bytes += literal + Math.ceil(literal / 128) + 2;
      literal = 0;
    }
    i += run * 4;
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
