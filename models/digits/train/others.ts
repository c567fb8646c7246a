import { readFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import type { Random } from '../../../src/domain/random';
import type { Pixels } from '../../../src/tasks/types';
import { anotherHand, draw } from './draw';
import { letters, shapes, type Strokes } from './drawings';

/** A drawing by another hand with another pen, dark on light or light on dark. */
export function drawn(strokes: Strokes, random: Random): Pixels {
  const dark = random() < 0.5;
  const [ink, paper] = dark ? [30, 245] : [245, 30];
  return draw(strokes, { size: 140, width: 0.04 + 0.08 * random(), ink, paper, move: anotherHand(random) });
}

/** A square cut out of a sample photograph. */
function photographed(random: Random): Pixels {
  const name = photographNames[random() < 0.5 ? 0 : 1];
  photographs[name] ??= PNG.sync.read(readFileSync(new URL(`../../samples/${name}.png`, import.meta.url)));
  const { width, height, data } = photographs[name];
  const side = Math.floor(60 + 180 * random());
  const [left, top] = [Math.floor(random() * (width - side)), Math.floor(random() * (height - side))];
  const cut = new Uint8ClampedArray(side * side * 4);
  for (let y = 0; y < side; y++) {
    const row = ((top + y) * width + left) * 4;
    cut.set(data.subarray(row, row + side * 4), y * side * 4);
  }
  return { width: side, height: side, data: cut };
}
const photographNames = ['astronaut', 'coffee'] as const;
const photographs: Record<string, PNG> = {};

/** Grey grain, from single pixels to patches of a quarter of the side: of the kind of `noise` in `outliers.py`. */
function grain(random: Random): Pixels {
  const [side, patch] = [56, 1 + Math.floor(random() ** 2 * 14)];
  const across = Math.ceil(side / patch);
  const greys = Array.from({ length: across * across }, () => random() * 255);
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let p = 0; p < side * side; p++) {
    const [x, y] = [Math.floor((p % side) / patch), Math.floor(p / side / patch)];
    data.fill(greys[y * across + x]!, p * 4, p * 4 + 3);
  }
  return { width: side, height: side, data };
}

const each = (drawings: readonly Strokes[], times: number, random: Random): Pixels[] =>
  drawings.flatMap((strokes) => Array.from({ length: times }, () => drawn(strokes, random)));

/**
 * Pictures of no digit, by what they are. The letters and shapes are the project's own few strokes by other hands, so their
 * drawings are less varied than their number; what the training was shown something like is said.
 */
export function otherPictures(random: Random): Readonly<Record<string, readonly Pixels[]>> {
  return {
    [`drawings of ${letters.length} letters`]: each(letters, 20, random),
    [`drawings of ${shapes.length} shapes, some like the jagged lines it was trained to refuse`]: each(
      shapes,
      20,
      random,
    ),
    [`pieces of ${photographNames.length} photographs`]: Array.from({ length: 300 }, () => photographed(random)),
    'pictures of noise, of a kind it was trained to refuse': Array.from({ length: 300 }, () => grain(random)),
  };
}
