import type { PictureSpec } from '../../models/card';
import type { Tensor } from '../../domain/tensor';
import { cropPicture, pictureTensor, type CropBox } from '../picture';
import { scratch } from '../pixels/scratch';
import type { Pixels } from '../types';

export const LINE_HEIGHT = 48;
const BUCKET_WIDTH = 320;
export const MAX_WIDTH = 2560;

/** Width of the tensor for a line `natural` pixels wide at height 48: few sizes, since GPU backends compile per shape. */
export function bucketWidth(natural: number): number {
  return Math.min(MAX_WIDTH, Math.ceil(natural / BUCKET_WIDTH) * BUCKET_WIDTH);
}

/**
 * One line, cut out upright at height 48 and padded on the right to its bucket; shape [1, 3, 48, bucket].
 * A line longer than the widest bucket is squeezed into it.
 */
export function lineTensor(pixels: Pixels, box: CropBox, spec: PictureSpec): Tensor {
  const natural = Math.max(1, Math.round((LINE_HEIGHT * box.width) / box.height));
  const bucket = bucketWidth(natural);
  const width = Math.min(natural, bucket);
  const strip = pictureTensor(cropPicture(pixels, box, width, LINE_HEIGHT), spec);
  if (width === bucket) return strip;
  const data = new Float32Array(scratch(3 * LINE_HEIGHT * bucket * 4));
  for (let row = 0; row < 3 * LINE_HEIGHT; row++) {
    const channel = Math.floor(row / LINE_HEIGHT);
    const start = row * bucket;
    data.set((strip.data as Float32Array).subarray(row * width, (row + 1) * width), start);
    data.fill((spec.pad - spec.mean[channel]!) / spec.std[channel]!, start + width, start + bucket);
  }
  return { dtype: 'float32', shape: [1, 3, LINE_HEIGHT, bucket], data };
}
