import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { collage, fourSamples, sample } from '../../../models/nanodet/collage';
import { readCard } from '../../../tools/models/cards';
import { openNetwork, referenceFeeds, referenceOutputs } from '../../../tools/models/tfjs-graph';
import type { Tensor, TensorMap } from '../../domain/tensor';
import type { Pixels, TaskNetwork } from '../types';
import type { FoundObject } from './answer';
import { intersectionOverUnion } from './suppress';
import { task } from './worker';

const card = readCard('nanodet');
let networks: ReadonlyMap<string, TaskNetwork>;

beforeAll(async () => {
  await tf.setBackend('wasm');
  networks = new Map([['nanodet', await openNetwork('nanodet')]]);
}, 60_000);

const find = (pixels: Pixels) => task.answer({ kind: 'picture', pixels }, networks);
const named = (objects: readonly FoundObject[], label: string) => objects.filter((object) => object.label === label);
const even = (width: number, height: number): Pixels => {
  return { width, height, data: new Uint8ClampedArray(width * height * 4).fill(128) };
};

/** Overlap with a box read off the picture by eye: left, top, right, bottom as shares of its sides. */
function overlap({ box }: FoundObject, [left = 0, top = 0, right = 0, bottom = 0]: readonly number[]): number {
  const { x, y, width, height } = box;
  return intersectionOverUnion({ left: x, top: y, right: x + width, bottom: y + height }, { left, top, right, bottom });
}

describe('a known answer', () => {
  it('is the person, the cup and the cat of four pictures in one, and nothing of the rocket', async () => {
    const { objects, summary } = await find(fourSamples());
    expect(summary).toBe('4 objects: a person, a cat, a cup and a dog.');
    const [person, cup, cat] = ['person', 'cup', 'cat'].map((label) => named(objects, label));
    expect([person, cup, cat].map((all) => all!.length)).toEqual([1, 1, 1]);
    expect(overlap(person![0]!, [0.02, 0.02, 0.355, 0.5])).toBeGreaterThan(0.8);
    expect(overlap(cup![0]!, [0.59, 0.02, 0.885, 0.355])).toBeGreaterThan(0.7);
    expect(overlap(cat![0]!, [0, 0.5, 0.45, 1])).toBeGreaterThan(0.7);
    for (const object of objects) expect(overlap(object, [0.5, 0.5, 1, 1]), object.label).toBeLessThan(0.05);
  });

  it('is an astronaut where she stands', async () => {
    const { objects, summary } = await find(sample('astronaut'));
    expect(summary).toBe('One object: a person.');
    expect(objects[0]!.score).toBeCloseTo(0.735, 2);
    expect(overlap(objects[0]!, [0.04, 0.06, 0.71, 1])).toBeGreaterThan(0.85);
  });

  it('is a cat, and by mistake a dog in the same place', async () => {
    const { objects, summary } = await find(sample('chelsea'));
    expect(summary).toBe('2 objects: a cat and a dog.');
    for (const object of objects) expect(overlap(object, [0, 0, 0.95, 1]), object.label).toBeGreaterThan(0.9);
  });

  it('is a table without its cup, which the titles of the samples say', async () => {
    expect((await find(sample('coffee'))).summary).toBe('One object: a dining table.');
  });

  it('is no object for a rocket, one pixel and a line', async () => {
    for (const picture of [sample('rocket'), even(1, 1), even(3000, 2)]) {
      expect(await find(picture)).toEqual({ kind: 'object-detection', summary: 'No object found.', objects: [] });
    }
  });
});

describe('many objects', () => {
  let objects: readonly FoundObject[];
  beforeAll(async () => {
    ({ objects } = await find(collage(new Array<Pixels>(10).fill(sample('astronaut')), 5)));
  });

  it('are found each in its place', () => {
    for (let cell = 0; cell < 10; cell++) {
      const [left, top] = [(cell % 5) / 5, Math.floor(cell / 5) / 2];
      const where = [left + 0.04 / 5, top + 0.03, left + 0.71 / 5, top + 0.5];
      const best = Math.max(...named(objects, 'person').map((object) => overlap(object, where)));
      expect(best, `person ${cell}`).toBeGreaterThan(0.75);
    }
  });

  it('keep to the picture, and their JSON is short', () => {
    expect(objects.length).toBeGreaterThanOrEqual(10);
    for (const { box } of objects) {
      expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
      expect(Math.max(box.x + box.width, box.y + box.height)).toBeLessThan(1 + 1e-9);
    }
    expect(JSON.stringify(objects).length / objects.length).toBeLessThan(110);
  });
});

describe('what is refused', () => {
  it('are sentences, and no network at all', async () => {
    await expect(task.answer({ kind: 'texts', texts: ['a', 'b'] }, networks)).rejects.toThrow('needs a picture');
    const picture = { kind: 'picture', pixels: even(2, 2) } as const;
    await expect(task.answer(picture, new Map())).rejects.toThrow('needs its network');
  });
});

describe('agreement', () => {
  let outputs: TensorMap;
  const reference = referenceOutputs(card);
  beforeAll(async () => {
    outputs = await networks.get('nanodet')!.run(referenceFeeds(card));
  });
  const changed = (name: string, change: (value: number, index: number) => number): TensorMap => {
    const tensor = outputs[name] as Tensor;
    return {
      ...outputs,
      [name]: { ...tensor, data: Float32Array.from(tensor.data as Float32Array, change) } as Tensor,
    };
  };
  const value = (of: TensorMap) => task.agreement(card, of, reference);

  it('is next to 1 for the same network on another backend', () => {
    expect(value(outputs)).toBeGreaterThan(0.9999);
    expect(value(outputs)).toBeGreaterThan(card.tolerance.task.limit);
  });

  it('falls under its limit when boxes move, and bears what rounding does', () => {
    const bin = (index: number) => index % 11;
    expect(value(changed('Identity_4', (logit, index) => logit + 0.3 * bin(index)))).toBeLessThan(
      card.tolerance.task.limit,
    );
    expect(value(changed('Identity_4', (logit, index) => logit + 1e-3 * Math.sin(index)))).toBeGreaterThan(0.999);
  });

  it('is 0 for an object that is missing, has another name, or should not be there', () => {
    expect(value(changed('Identity_1', (score) => score * 0.6))).toBe(0);
    const shifted = (outputs['Identity_1']!.data as Float32Array).map(
      (_, index, all) => all[(index + 1) % all.length]!,
    );
    expect(value({ ...outputs, Identity_1: { ...outputs['Identity_1']!, data: shifted } as Tensor })).toBe(0);
    // On the finest grid, of which the reference keeps samples only.
    expect(value(changed('Identity', (score, index) => (index === 50 * 80 + 3 ? 0.9 : score)))).toBe(0);
  });

  it('needs a reference picture with an object in it', () => {
    const nothing = reference.map((output) => ({ ...output, values: output.values.map(() => 0) }));
    expect(() => task.agreement(card, outputs, nothing)).toThrow('must hold an object');
  });
});
