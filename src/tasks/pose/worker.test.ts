import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { PNG } from 'pngjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCard } from '../../../tools/models/cards';
import { openNetwork } from '../../../tools/models/tfjs-graph';
import type { TaskNetwork } from '../types';
import type { Pixels } from '../types';
import type { PoseAnswer } from './answer';
import { readJoints, task } from './worker';

const card = readCard('movenet-lightning');

function sample(name: string): Pixels {
  const file = new URL(`../../../models/samples/${name}.png`, import.meta.url);
  const { width, height, data } = PNG.sync.read(readFileSync(file));
  return { width, height, data: new Uint8ClampedArray(data) };
}

describe('readJoints', () => {
  it('undoes the letterbox', () => {
    // A 200 × 100 picture in a 100 × 100 frame: scale ½, 25 rows of bar above.
    const output = { dtype: 'float32', shape: [1, 1, 17, 3], data: new Float32Array(51).fill(0.5) } as const;
    output.data.set([0.25, 0, 0.9, 0.75, 1, 0.8]);
    const picture = { width: 200, height: 100, data: new Uint8ClampedArray(0) };
    const fit = { scaleX: 0.5, scaleY: 0.5, offsetX: 0, offsetY: 25 };
    const [nose, leftEye, rightEye] = readJoints(output, picture, { width: 100, height: 100 }, fit);
    expect(nose).toMatchObject({ name: 'nose', x: 0, y: 0, score: expect.closeTo(0.9, 5) as number });
    expect(leftEye).toMatchObject({ name: 'left eye', x: 1, y: 1 });
    expect(rightEye).toMatchObject({ x: 0.5, y: 0.5 });
  });
});

describe('finding a pose', () => {
  let networks: Map<string, TaskNetwork>;
  beforeAll(async () => {
    await tf.setBackend('wasm');
    networks = new Map([['movenet-lightning', await openNetwork('movenet-lightning')]]);
  });
  const answerTo = async (name: string): Promise<PoseAnswer> =>
    task.answer({ kind: 'picture', pixels: sample(name) }, networks);

  it('finds the joints of a real person where they are', async () => {
    const { joints, summary } = await answerTo('astronaut');
    // Read off the picture by eye, as shares of its sides.
    const seen = {
      nose: [0.435, 0.25],
      'left eye': [0.465, 0.2],
      'right eye': [0.405, 0.2],
      'left shoulder': [0.63, 0.52],
      'right shoulder': [0.22, 0.5],
    };
    for (const [name, [x = 0, y = 0]] of Object.entries(seen)) {
      const joint = joints.find((candidate) => candidate.name === name);
      expect(Math.hypot((joint?.x ?? 9) - x, (joint?.y ?? 9) - y), name).toBeLessThan(0.05);
    }
    expect(summary).toMatch(/^A pose: \d+ of 17 joints found\.$/);
  });

  it('says so when there is nobody', async () => {
    expect((await answerTo('coffee')).summary).toBe('No pose found.');
  });

  it('refuses sentences', async () => {
    await expect(task.answer({ kind: 'texts', texts: ['a', 'b'] }, networks)).rejects.toThrow('needs a picture');
  });
});

describe('agreement', () => {
  const reference = () => {
    const values = new Float32Array(51);
    for (let joint = 0; joint < 17; joint++) values.set([0.1, 0.2, joint < 5 ? 0.9 : 0.1], joint * 3);
    return [{ name: 'Identity', shape: [1, 1, 17, 3], stride: 1, values }];
  };
  const moved = (joint: number, by: number) => {
    const data = reference()[0]!.values.slice();
    data[joint * 3] = (data[joint * 3] ?? 0) + by;
    return { Identity: { dtype: 'float32', shape: [1, 1, 17, 3], data } } as const;
  };

  it('is the largest move of a joint that the reference is sure of', () => {
    expect(task.agreement(card, moved(2, 0.3), reference())).toBeCloseTo(0.3, 5);
    expect(task.agreement(card, moved(9, 0.3), reference())).toBe(0);
  });
});
