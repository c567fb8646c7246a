import { readFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { seededRandom, type Random } from '../../src/domain/random';
import { cropPicture } from '../../src/tasks/picture';
import type { Pixels, TaskInput } from '../../src/tasks/types';

/** The lossless samples of `models/samples`, all free to use. */
export type Sample = 'astronaut' | 'chelsea' | 'coffee' | 'hand' | 'rocket';

export function sample(name: Sample): Pixels {
  return readPicture(new URL(`../../models/samples/${name}.png`, import.meta.url));
}

export function readPicture(file: URL | string): Pixels {
  const { width, height, data } = PNG.sync.read(readFileSync(file));
  return { width, height, data: new Uint8ClampedArray(data) };
}

/** Contrast and brightness, and the picture's other hand. */
function developed({ width, height, data }: Pixels, contrast: number, brightness: number, mirrored: boolean): Pixels {
  const made = new Uint8ClampedArray(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + (mirrored ? width - 1 - x : x)) * 4;
      const to = (y * width + x) * 4;
      for (let c = 0; c < 3; c++) made[to + c] = (data[from + c]! - 128) * contrast + 128 + brightness;
      made[to + 3] = 255;
    }
  }
  return { width, height, data: made };
}

/** A part of a picture, from a half to all of it, turned by up to 14°, in another light. */
function view(picture: Pixels, random: Random): Pixels {
  const between = (low: number, high: number) => low + (high - low) * random();
  const share = between(0.55, 1);
  const [width, height] = [picture.width * share, picture.height * share];
  const box = {
    centreX: between(width / 2, picture.width - width / 2),
    centreY: between(height / 2, picture.height - height / 2),
    width,
    height,
    angle: between(-0.25, 0.25),
  };
  const cut = cropPicture(picture, box, Math.round(width), Math.round(height));
  return developed(cut, between(0.7, 1.3), between(-30, 30), random() < 0.5);
}

/**
 * Views of pictures, the same for the same seed: what a network is calibrated on, and, with another seed, what it is measured on.
 * @param count of each picture
 */
export function views(pictures: readonly Pixels[], count: number, seed: number): TaskInput[] {
  const random = seededRandom(seed);
  return pictures.flatMap((picture) =>
    Array.from({ length: count }, () => ({ kind: 'picture' as const, pixels: view(picture, random) })),
  );
}
