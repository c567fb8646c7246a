import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { PNG } from 'pngjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCard } from '../../../tools/models/cards';
import { openNetwork, referenceFeeds, referenceOutputs } from '../../../tools/models/tfjs-graph';
import type { Pixels, TaskNetwork } from '../types';
import type { PersonSegmentationAnswer } from './answer';
import { task } from './worker';

function sample(name: string): Pixels {
  const file = new URL(`../../../models/samples/${name}.png`, import.meta.url);
  const { width, height, data } = PNG.sync.read(readFileSync(file));
  return { width, height, data: new Uint8ClampedArray(data) };
}

/** Copies of a picture in a grid. */
function tiled({ width, height, data }: Pixels, across: number, down: number): Pixels {
  const row = width * 4;
  const all = new Uint8ClampedArray(data.length * across * down);
  for (let y = 0; y < height * down; y++) {
    const from = data.subarray((y % height) * row, ((y % height) + 1) * row);
    for (let k = 0; k < across; k++) all.set(from, (y * across + k) * row);
  }
  return { width: width * across, height: height * down, data: all };
}

function cut(pixels: Pixels, x: number, y: number, width: number, height: number): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let j = 0; j < height; j++) {
    const start = ((y + j) * pixels.width + x) * 4;
    data.set(pixels.data.subarray(start, start + width * 4), j * width * 4);
  }
  return { width, height, data };
}

function plain(width: number, height: number, value: number): Pixels {
  return { width, height, data: new Uint8ClampedArray(width * height * 4).fill(value) };
}

/** How surely the place is a person, 0–1; x and y as shares of the picture's sides. */
function at({ pictures: { mask } }: PersonSegmentationAnswer, x: number, y: number): number {
  const [column, row] = [Math.floor(x * mask.width), Math.floor(y * mask.height)];
  return mask.values[row * mask.width + column]! / 255;
}

const networks = new Map<string, TaskNetwork>();
const astronaut = sample('astronaut');

beforeAll(async () => {
  await tf.setBackend('wasm');
  networks.set('selfie-segmentation', await openNetwork('selfie-segmentation'));
}, 60_000);

const segment = (pixels: Pixels) => task.answer({ kind: 'picture', pixels }, networks);

describe('cutting out a person', () => {
  it('keeps the astronaut and nothing behind her', async () => {
    const answer = await segment(astronaut);
    // Read off the picture by eye, as shares of its sides.
    const hers = { nose: [0.437, 0.256], hair: [0.44, 0.08], chest: [0.3, 0.6], arm: [0.13, 0.72] } as const;
    const behind = { flag: [0.04, 0.06], wall: [0.62, 0.1], shuttle: [0.8, 0.12], corner: [0.98, 0.02] } as const;
    for (const [name, [x, y]] of Object.entries(hers)) expect(at(answer, x, y), name).toBeGreaterThan(0.95);
    for (const [name, [x, y]] of Object.entries(behind)) expect(at(answer, x, y), name).toBeLessThan(0.05);
    expect(answer.summary).toMatch(/^5[45] % of the picture is taken for a person\.$/);
    expect(answer.pictures.mask).toMatchObject({ width: 256, height: 256 });
    expect(task.sentBytes!(answer)).toBeGreaterThan(1000);
    expect(task.sentBytes!(answer)).toBeLessThan(256 * 256);
  });

  it('says so when there is nobody', async () => {
    // Paper, darkness, and the shuttle on its pad beside the astronaut.
    for (const empty of [plain(320, 240, 255), plain(320, 240, 0), cut(astronaut, 330, 0, 182, 250)]) {
      expect(await segment(empty)).toMatchObject({ summary: 'Nobody found.', share: expect.closeTo(0, 2) as number });
    }
  });

  it('takes part of a cup of coffee for a person, and says no more than that', async () => {
    expect((await segment(sample('coffee'))).summary).toMatch(/^\d\d % of the picture is taken for a person\.$/);
  });

  it('cuts out two people side by side', async () => {
    const answer = await segment(tiled(astronaut, 2, 1));
    expect(answer.pictures.mask).toMatchObject({ width: 256, height: 128 });
    for (const half of [0, 0.5]) {
      expect(at(answer, half + 0.437 / 2, 0.256)).toBeGreaterThan(0.95);
      expect(at(answer, half + 0.62 / 2, 0.1)).toBeLessThan(0.05);
    }
  });

  it('cuts out a person in an upright and in a wide picture', async () => {
    const tall = await segment(cut(astronaut, 120, 0, 220, 512));
    expect(at(tall, (0.437 * 512 - 120) / 220, 0.256)).toBeGreaterThan(0.95);
    expect(at(tall, 0.95, 0.05)).toBeLessThan(0.1);
    const wide = await segment(cut(astronaut, 0, 30, 512, 240));
    expect(at(wide, 0.437, (0.256 * 512 - 30) / 240)).toBeGreaterThan(0.95);
    expect(at(wide, 0.8, 0.1)).toBeLessThan(0.1);
  });

  it.each([
    ['ten people', () => tiled(cut(astronaut, 60, 0, 330, 512), 5, 2)],
    ['a single pixel', () => plain(1, 1, 120)],
    ['a line', () => plain(2000, 1, 120)],
    ['a column', () => plain(1, 2000, 120)],
  ])('answers for %s', async (_, picture) => {
    const { share, pictures } = await segment(picture());
    expect(share).toBeGreaterThanOrEqual(0);
    expect(share).toBeLessThanOrEqual(1);
    expect(pictures.mask.values).toHaveLength(pictures.mask.width * pictures.mask.height);
  });

  it('refuses sentences', async () => {
    await expect(task.answer({ kind: 'texts', texts: ['a', 'b'] }, networks)).rejects.toThrow('needs a picture');
  });
});

describe('agreement', () => {
  const card = readCard('selfie-segmentation');
  const { limit } = card.tolerance.task;

  it('passes on the reference input', async () => {
    const outputs = await networks.get(card.id)!.run(referenceFeeds(card));
    expect(task.agreement(card, outputs, referenceOutputs(card))).toBeGreaterThanOrEqual(limit);
  });

  it('fails where the picture came in the other way round, or in other colours', async () => {
    const [name, { shape, data }] = Object.entries(referenceFeeds(card))[0]!;
    const wrong = { turned: data.slice(), bgr: data.slice() };
    const last = data.length / 3 - 1;
    for (let i = 0; i < data.length; i++) {
      wrong.turned[i] = data[(last - Math.floor(i / 3)) * 3 + (i % 3)]!;
      wrong.bgr[i] = data[i - 2 * (i % 3) + 2]!;
    }
    for (const [what, values] of Object.entries(wrong)) {
      const outputs = await networks
        .get(card.id)!
        .run({ [name]: { dtype: 'float32', shape, data: values as Float32Array } });
      expect(task.agreement(card, outputs, referenceOutputs(card)), what).toBeLessThan(limit);
    }
  });
});
