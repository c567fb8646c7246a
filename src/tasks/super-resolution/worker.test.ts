import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { PNG } from 'pngjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCard } from '../../../tools/models/cards';
import { openNetwork, referenceFeeds, referenceOutputs } from '../../../tools/models/tfjs-graph';
import type { TensorMap } from '../../domain/tensor';
import { recycle } from '../pixels/scratch';
import type { Pixels, TaskNetwork } from '../types';
import type { SuperResolutionAnswer } from './answer';
import { readEnlarged, task } from './worker';

const card = readCard('esrgan-slim-x2');

function sample(name: string): Pixels {
  const file = new URL(`../../../models/samples/${name}.png`, import.meta.url);
  const { width, height, data } = PNG.sync.read(readFileSync(file));
  return { width, height, data: new Uint8ClampedArray(data) };
}

/** Written out here once more, so that a mistake in the task's own measure would show. */
function plainPsnr(a: Pixels, b: Pixels): number {
  let squares = 0;
  for (let y = 0; y < b.height; y++)
    for (let x = 0; x < b.width; x++)
      for (let c = 0; c < 3; c++) {
        const at = 4 * (y * b.width + x) + c;
        squares += Math.pow(a.data[at]! - b.data[at]!, 2);
      }
  const mean = squares / (3 * b.width * b.height);
  return 20 * Math.log10(255) - 10 * Math.log10(mean);
}

let networks: Map<string, TaskNetwork>;
let astronaut: SuperResolutionAnswer;
beforeAll(async () => {
  await tf.setBackend('wasm');
  networks = new Map([[card.id, await openNetwork(card.id)]]);
  astronaut = await enlarge(sample('astronaut'));
}, 60_000);
const enlarge = (pixels: Pixels): Promise<SuperResolutionAnswer> => task.answer({ kind: 'picture', pixels }, networks);

describe('enlarging a picture', () => {
  it.each([
    ['astronaut', 0.7],
    ['coffee', 0.45],
  ])('%s comes closer to the truth than bilinear, by more than %f dB', async (name, margin) => {
    const answer = name === 'astronaut' ? astronaut : await enlarge(sample(name));
    const { pictures, psnrDb, summary, width, height } = answer;
    const { enlarged, bilinear, bicubic, truth } = pictures!;
    expect([width, height, enlarged.width, truth!.width]).toEqual([256, 256, 256, 256]);
    expect(plainPsnr(enlarged, truth!)).toBeGreaterThan(plainPsnr(bilinear, truth!) + margin);
    expect(psnrDb!.network).toBeCloseTo(plainPsnr(enlarged, truth!), 6);
    expect(psnrDb!.bilinear).toBeCloseTo(plainPsnr(bilinear, truth!), 6);
    expect(psnrDb!.bicubic).toBeCloseTo(plainPsnr(bicubic, truth!), 6);
    expect(summary).toContain(`PSNR ${psnrDb!.network.toFixed(1)} dB against the original`);
  });

  it('keeps no memory that the next answer writes into', async () => {
    recycle();
    const { pictures } = await enlarge(sample('astronaut'));
    const bytes = () => Object.values(pictures!).map(({ data }) => Buffer.from(data).toString('latin1'));
    const before = bytes();
    recycle();
    await enlarge(sample('coffee'));
    expect(bytes().every((now, index) => now === before[index])).toBe(true);
  }, 30_000);

  it('says nothing of the truth where nobody knows it', async () => {
    const small = sample('coffee');
    const corner: Pixels = { width: 100, height: 100, data: new Uint8ClampedArray(40_000).fill(90) };
    for (let y = 0; y < 100; y++)
      corner.data.set(small.data.subarray(y * small.width * 4, (y * small.width + 100) * 4), y * 400);
    const { psnrDb, pictures, summary } = await enlarge(corner);
    expect([psnrDb, pictures!.truth]).toEqual([undefined, undefined]);
    expect(summary).toBe('The middle of the picture, at 128 × 128 pixels, enlarged to 256 × 256.');
  });

  it('refuses sentences', async () => {
    await expect(task.answer({ kind: 'texts', texts: ['a', 'b'] }, networks)).rejects.toThrow('needs a picture');
  });
});

it('cuts off what lies beyond black and white, and rounds', () => {
  const data = Float32Array.of(-3, 260, 99.6);
  expect([...readEnlarged({ dtype: 'float32', shape: [1, 1, 1, 3], data }).data]).toEqual([0, 255, 100, 255]);
});

describe('agreement', () => {
  const measure = (outputs: TensorMap) => task.agreement(card, outputs, referenceOutputs(card));
  let right: TensorMap;
  beforeAll(async () => {
    right = await networks.get(card.id)!.run(referenceFeeds(card));
  });
  const changed = (value: (values: Float32Array, index: number) => number): TensorMap => {
    const { data, shape } = right.SR!;
    const values = data as Float32Array;
    return { SR: { dtype: 'float32', shape, data: values.map((_, index) => value(values, index)) } };
  };
  const { limit } = card.tolerance.task;

  it('passes the network on another backend than the reference was made on', () => {
    expect(measure(right)).toBeGreaterThan(limit + 20);
  });

  it('fails an enlargement by other means, one that is shifted, and one with red and blue swapped', () => {
    const bilinear = astronaut.pictures!.bilinear.data.filter((_, index) => index % 4 !== 3);
    const wrong = {
      bilinear: changed((_, index) => bilinear[index]!),
      shifted: changed((values, index) => values[Math.max(0, index - 3)]!),
      swapped: changed((values, index) => values[index - (index % 3) + 2 - (index % 3)]!),
    };
    for (const [name, outputs] of Object.entries(wrong)) expect(measure(outputs), name).toBeLessThan(limit - 5);
  });

  it('is the ratio for a known error', () => {
    expect(measure(changed((values, index) => values[index]! + 2))).toBeCloseTo(20 * Math.log10(255 / 2), 2);
  });
});
