import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { PNG } from 'pngjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCard } from '../../../tools/models/cards';
import { openNetwork, referenceFeeds, referenceOutputs } from '../../../tools/models/tfjs-graph';
import type { Tensor } from '../../domain/tensor';
import type { Pixels, TaskNetwork } from '../types';
import { task } from './worker';

function sample(name: string): Pixels {
  const { width, height, data } = PNG.sync.read(
    readFileSync(new URL(`../../../models/samples/${name}.png`, import.meta.url)),
  );
  return { width, height, data: new Uint8ClampedArray(data) };
}

/** The picture turned a quarter clockwise. */
function turned({ width, height, data }: Pixels): Pixels {
  const from = new Uint32Array(data.buffer);
  const to = new Uint32Array(from.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) to[x * height + height - 1 - y] = from[y * width + x]!;
  }
  return { width: height, height: width, data: new Uint8ClampedArray(to.buffer) };
}

/** The picture `count` times side by side. */
function repeated({ width, height, data }: Pixels, count: number): Pixels {
  const row = width * 4;
  const wide = new Uint8ClampedArray(data.length * count);
  for (let y = 0; y < height; y++) {
    for (let k = 0; k < count; k++) wide.set(data.subarray(y * row, (y + 1) * row), (y * count + k) * row);
  }
  return { width: width * count, height, data: wide };
}

const networks = new Map<string, TaskNetwork>();
const astronaut = sample('astronaut');

beforeAll(async () => {
  await tf.setBackend('wasm');
  for (const id of ['blazeface', 'facemesh']) networks.set(id, await openNetwork(id));
}, 60_000);

const map = (pixels: Pixels, using: ReadonlyMap<string, TaskNetwork> = networks) =>
  task.answer({ kind: 'picture', pixels }, using);

describe('a known answer', () => {
  it('maps the astronaut’s face where it is', async () => {
    const { faces, summary } = await map(astronaut);
    expect(summary).toBe('One face found, 88 % sure, mapped with 468 points.');
    const [face] = faces;
    expect(face!.score).toBeCloseTo(0.88, 1);
    expect(face!.mesh).toHaveLength(468);
    // Nose tip (1) and outer eye corners (33, 263) as read off the picture, 512 × 512 pixels.
    const [nose, rightEye, leftEye] = [1, 33, 263].map((index) => face!.mesh![index]!.map((part) => part * 512));
    expect(Math.hypot(nose![0]! - 224, nose![1]! - 131)).toBeLessThan(6);
    expect(Math.hypot(rightEye![0]! - 195, rightEye![1]! - 101)).toBeLessThan(6);
    expect(Math.hypot(leftEye![0]! - 257, leftEye![1]! - 104)).toBeLessThan(6);
  });

  it('finds no face in the coffee', async () => {
    expect(await map(sample('coffee'))).toEqual({ kind: 'face-landmarks', summary: 'No face found.', faces: [] });
  });

  it('follows a face that lies on its side', async () => {
    const upright = (await map(astronaut)).faces[0]!.mesh!;
    const lying = (await map(turned(astronaut))).faces[0]!.mesh!;
    const distances = upright.map(([x, y], i) => Math.hypot(1 - y - lying[i]![0], x - lying[i]![1]) * 512);
    expect(distances.reduce((sum, distance) => sum + distance) / distances.length).toBeLessThan(4);
  });

  it('maps several faces, each with a run of its own', async () => {
    let runs = 0;
    const mesh = networks.get('facemesh')!;
    const counted: TaskNetwork = {
      ...mesh,
      run(feeds) {
        runs++;
        return mesh.run(feeds);
      },
    };
    const { faces, summary } = await map(repeated(astronaut, 2), new Map([...networks, ['facemesh', counted]]));
    expect(faces).toHaveLength(2);
    expect(runs).toBe(2);
    expect(summary).toMatch(/^2 faces found, the first \d+ % sure, each mapped with 468 points\.$/);
    expect(faces.map(({ mesh: points }) => (points![1]![0] < 0.5 ? 'left' : 'right')).sort()).toEqual([
      'left',
      'right',
    ]);
  });

  it('gives the boxes alone where only the detector runs', async () => {
    const { faces, summary } = await map(astronaut, new Map([['blazeface', networks.get('blazeface')!]]));
    expect(summary).toBe('One face found, 88 % sure.');
    expect(faces[0]).not.toHaveProperty('mesh');
    expect(faces[0]!.keypoints).toHaveLength(6);
    expect(Math.abs(faces[0]!.box.x * 512 - 171)).toBeLessThan(2);
  });

  it('answers for a picture of one pixel', async () => {
    expect((await map({ width: 1, height: 1, data: new Uint8ClampedArray(4) })).faces).toEqual([]);
  });
});

describe('agreement', () => {
  it.each(['blazeface', 'facemesh'])('passes %s on its reference input', async (id) => {
    const card = readCard(id);
    const outputs = await networks.get(id)!.run(referenceFeeds(card));
    const value = task.agreement(card, outputs, referenceOutputs(card));
    const { limit, better } = card.tolerance.task;
    expect(better === 'higher' ? value : limit).toBeGreaterThanOrEqual(better === 'higher' ? limit : value);
  });

  it('measures landmarks in crop pixels', () => {
    const card = readCard('facemesh');
    const reference = referenceOutputs(card);
    const outputs: Record<string, Tensor> = {};
    for (const { name, shape, values } of reference) {
      outputs[name] = { dtype: 'float32', shape, data: values.map((value) => value + 2) };
    }
    expect(task.agreement(card, outputs, reference)).toBeCloseTo(2 * Math.sqrt(3), 4);
    const broken = { ...outputs, Identity_2: { ...outputs['Identity_2']!, data: new Float32Array(1404).fill(NaN) } };
    expect(task.agreement(card, broken, reference)).toBeGreaterThan(200);
  });

  it('calls a missing face no overlap', () => {
    const card = readCard('blazeface');
    const reference = referenceOutputs(card);
    const outputs: Record<string, Tensor> = {};
    for (const { name, shape, values } of reference) {
      outputs[name] = { dtype: 'float32', shape, data: new Float32Array(values.length).fill(-9) };
    }
    expect(task.agreement(card, outputs, reference)).toBe(0);
  });
});
