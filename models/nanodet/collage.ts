import { readFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { cropPicture } from '../../src/tasks/picture';
import type { Pixels } from '../../src/tasks/types';

/** A lossless sample of `models/samples/`. */
export function sample(name: string): Pixels {
  const { width, height, data } = PNG.sync.read(readFileSync(new URL(`../samples/${name}.png`, import.meta.url)));
  return { width, height, data: new Uint8ClampedArray(data) };
}

/** The largest square in the picture's middle, `side` pixels wide. */
function square(picture: Pixels, side: number): Pixels {
  const { width, height } = picture;
  const length = Math.min(width, height);
  const box = { centreX: width / 2, centreY: height / 2, width: length, height: length, angle: 0 };
  return cropPicture(picture, box, side, side);
}

/** Pictures cut square and set beside one another, row by row; cells left over are white. */
export function collage(pictures: readonly Pixels[], columns: number, side = 400): Pixels {
  const width = columns * side;
  const height = Math.ceil(pictures.length / columns) * side;
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (const [index, picture] of pictures.entries()) {
    const { data: cell } = square(picture, side);
    const [left, top] = [(index % columns) * side, Math.floor(index / columns) * side];
    for (let y = 0; y < side; y++) {
      data.set(cell.subarray(y * side * 4, (y + 1) * side * 4), ((top + y) * width + left) * 4);
    }
  }
  return { width, height, data };
}

/** Four samples in one: a person, a cup, a cat, and a rocket, which is none of COCO's kinds. */
export const fourSamples = (): Pixels => collage(['astronaut', 'coffee', 'chelsea', 'rocket'].map(sample), 2);
