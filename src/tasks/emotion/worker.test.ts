import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { PNG } from 'pngjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCard } from '../../../tools/models/cards';
import { openNetwork, referenceFeeds, referenceOutputs } from '../../../tools/models/tfjs-graph';
import { cropPicture } from '../picture';
import type { Pixels, TaskNetwork } from '../types';
import { expressions, topExpression } from './answer';
import { greyCrop } from './crop';
import { task } from './worker';

function sample(name: string): Pixels {
  const file = new URL(`../../../models/samples/${name}.png`, import.meta.url);
  const { width, height, data } = PNG.sync.read(readFileSync(file));
  return { width, height, data: new Uint8ClampedArray(data) };
}

/** One picture many times, in rows of `columns`. */
function tiled({ width, height, data }: Pixels, columns: number, rows: number): Pixels {
  const out = new Uint8ClampedArray(width * columns * height * rows * 4);
  for (let y = 0; y < height * rows; y++) {
    const from = (y % height) * width * 4;
    const row = data.subarray(from, from + width * 4);
    for (let k = 0; k < columns; k++) out.set(row, (y * columns + k) * width * 4);
  }
  return { width: width * columns, height: height * rows, data: out };
}

const astronaut = sample('astronaut');
/** Head and shoulders. */
const portrait = cropPicture(astronaut, { centreX: 225, centreY: 125, width: 250, height: 250, angle: 0 }, 200, 200);

const networks = new Map<string, TaskNetwork>();
let runs = 0;

beforeAll(async () => {
  await tf.setBackend('wasm');
  const reader = await openNetwork('emotion');
  networks.set('blazeface', await openNetwork('blazeface'));
  networks.set('emotion', { ...reader, run: (feeds) => (runs++, reader.run(feeds)) });
}, 60_000);

function read(pixels: Pixels) {
  runs = 0;
  return task.answer({ kind: 'picture', pixels }, networks);
}

describe('reading an expression', () => {
  it('sees that the astronaut smiles', async () => {
    const { faces, found, summary } = await read(astronaut);
    expect(found).toBe(1);
    expect(topExpression(faces[0]!).label).toBe('happy');
    expect(faces[0]!.shares).toHaveLength(7);
    expect(faces[0]!.shares.reduce((sum, share) => sum + share)).toBeCloseTo(1, 3);
    expect(Math.abs(faces[0]!.box.x * 512 - 171)).toBeLessThan(2);
    expect(summary).toBe('One face found, read as happy (over 99 %).');
  });

  it('finds no face in the coffee, and asks the second network nothing', async () => {
    expect(await read(sample('coffee'))).toEqual({ kind: 'emotion', summary: 'No face found.', found: 0, faces: [] });
    expect(runs).toBe(0);
  });

  it('finds all of twelve faces, reads four and says so', async () => {
    const { faces, found, summary } = await read(tiled(portrait, 4, 3));
    expect(found).toBe(12);
    expect(faces).toHaveLength(4);
    expect(runs).toBe(4);
    expect(summary).toMatch(
      /^12 faces found, the 4 surest read as happy \(.+\), happy \(.+\), happy \(.+\) and happy \(.+\)\.$/,
    );
  });

  it('reads a face that the picture cuts off', async () => {
    // It begins right of the ear and the cheek.
    const cut = cropPicture(astronaut, { centreX: 325, centreY: 140, width: 280, height: 280, angle: 0 }, 280, 280);
    const { faces, summary } = await read(cut);
    expect(summary).toMatch(/^One face found, read as happy/);
    expect(faces[0]!.box.x).toBeLessThan(0);
  });

  it('answers for a picture of one pixel', async () => {
    expect((await read({ width: 1, height: 1, data: new Uint8ClampedArray(4) })).summary).toBe('No face found.');
  });

  it('refuses sentences, and a chain without a detector', async () => {
    await expect(task.answer({ kind: 'texts', texts: ['a', 'b'] }, networks)).rejects.toThrow('needs a picture');
    const alone = new Map([['emotion', networks.get('emotion')!]]);
    await expect(task.answer({ kind: 'picture', pixels: astronaut }, alone)).rejects.toThrow('face detector');
  });
});

describe('the crop', () => {
  it.each([
    ['black', [0, 0, 0], -1],
    ['white', [255, 255, 255], 1],
    ['green', [0, 255, 0], 2 * 0.587 - 1],
  ])('makes %s a grey between −1 and 1', (_, [r = 0, g = 0, b = 0], grey) => {
    const pixels = { width: 2, height: 2, data: Uint8ClampedArray.from(Array(4).fill([r, g, b, 255]).flat()) };
    const { data, shape } = greyCrop(pixels, { centreX: 1, centreY: 1, width: 2, height: 2, angle: 0 }, 2);
    expect(shape).toEqual([1, 2, 2, 1]);
    for (const value of data as Float32Array) expect(value).toBeCloseTo(grey, 3);
  });
});

describe('agreement', () => {
  it.each(['blazeface', 'emotion'])('passes %s on its reference input', async (id) => {
    const card = readCard(id);
    const outputs = await networks.get(id)!.run(referenceFeeds(card));
    const value = task.agreement(card, outputs, referenceOutputs(card));
    const { limit, better } = card.tolerance.task;
    expect(better === 'higher' ? value : limit).toBeGreaterThanOrEqual(better === 'higher' ? limit : value);
  });

  it('is the largest difference of a share, on a reference that leaves the network in doubt', () => {
    const card = readCard('emotion');
    const reference = referenceOutputs(card);
    const { values } = reference[0]!;
    expect(values.filter((share) => share > 0.1).length).toBeGreaterThan(2);
    const sure = { dtype: 'float32', shape: [1, 7], data: Float32Array.of(0, 0, 0, 1, 0, 0, 0) } as const;
    expect(task.agreement(card, { Identity: sure }, reference)).toBeCloseTo(
      1 - values[expressions.indexOf('happy')]!,
      5,
    );
  });
});
