import type { Tensor } from '../../domain/tensor';
import { cropPicture, type CropBox } from '../picture';
import type { Pixels } from '../types';

/** Side of the crop, in sides of the face's box: the value of the Human library. */
export const CROP_SIDES = 1.4;

/** Weights of red, green and blue in a grey: ITU-R BT.601, as the Human library rounds them. */
const GREY = [0.2989, 0.587, 0.114] as const;

/** A square of the picture as the expression network wants it: grey, −1 to 1, [1, size, size, 1]. */
export function greyCrop(pixels: Pixels, crop: CropBox, size: number): Tensor {
  const { data: from } = cropPicture(pixels, crop, size, size);
  const data = new Float32Array(size * size);
  for (let p = 0, s = 0; p < data.length; p++, s += 4) {
    const grey = (GREY[0] * from[s]! + GREY[1] * from[s + 1]! + GREY[2] * from[s + 2]!) / 255;
    data[p] = (grey - 0.5) * 2;
  }
  return { dtype: 'float32', shape: [1, size, size, 1], data };
}
