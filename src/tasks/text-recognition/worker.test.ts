import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as ort from 'onnxruntime-web/wasm';
import { PNG } from 'pngjs';
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import { cardSchema, type CardFile, type ModelCard } from '../../models/card';
import { loadReference } from '../../workloads/inference/reference';
import type { Tensor, TensorMap } from '../../domain/tensor';
import type { PictureInput, Pixels, TaskInput, TaskNetwork } from '../types';
import { task } from './worker';

const root = new URL('../../../', import.meta.url);
const bytesOf = (path: string): ArrayBuffer => new Uint8Array(readFileSync(new URL(path, root))).buffer;
const fileOf = (card: ModelCard, { from }: CardFile): ArrayBuffer =>
  bytesOf(from.startsWith('reference/') ? `models/${card.id}/${from}` : `node_modules/${card.source.package}/${from}`);

/** The network on ONNX Runtime's wasm build, without the product's own runtime around it. */
async function load(id: string): Promise<TaskNetwork> {
  const card = v.parse(
    cardSchema,
    JSON.parse(readFileSync(fileURLToPath(new URL(`models/${id}/card.json`, root)), 'utf8')),
  );
  const [weights] = card.artefacts.flatMap(({ files }) => files);
  if (!weights) throw new Error(`${id} has no weights`);
  const session = await ort.InferenceSession.create(fileOf(card, weights));
  const run = async (feeds: TensorMap): Promise<TensorMap> => {
    const given = Object.entries(feeds).map(([name, { data, shape }]) => {
      return [name, new ort.Tensor('float32', data as Float32Array, shape)] as const;
    });
    const results = Object.entries(await session.run(Object.fromEntries(given)));
    return Object.fromEntries(
      results.map(([name, { dims, data }]): [string, Tensor] => [
        name,
        { dtype: 'float32', shape: dims, data: data as Float32Array },
      ]),
    );
  };
  return { card, run, assets: new Map(card.assets.map((file) => [file.path, fileOf(card, file)])) };
}

function picture(path: string): TaskInput {
  const { width, height, data } = PNG.sync.read(readFileSync(new URL(path, root)));
  return { kind: 'picture', pixels: { width, height, data: new Uint8ClampedArray(data) } };
}

/** A part of a picture, pixels. */
function cut(from: Pixels, left: number, top: number, width: number, height: number): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    const start = ((y + top) * from.width + left) * 4;
    data.set(from.data.subarray(start, start + width * 4), y * width * 4);
  }
  return { width, height, data };
}

/** The same picture many times, beside and below itself. */
function tiled(from: Pixels, across: number, down: number): Pixels {
  const [width, height] = [from.width * across, from.height * down];
  const data = new Uint8ClampedArray(width * height * 4);
  const row = from.width * 4;
  for (let y = 0; y < height; y++) {
    const start = (y % from.height) * row;
    for (let x = 0; x < across; x++) data.set(from.data.subarray(start, start + row), (y * across + x) * row);
  }
  return { width, height, data };
}

const blank: Pixels = { width: 64, height: 64, data: new Uint8ClampedArray(64 * 64 * 4).fill(255) };
let networks: Map<string, TaskNetwork>;
let detectionAlone: Map<string, TaskNetwork>;

beforeAll(async () => {
  ort.env.wasm.numThreads = 1;
  const loaded = [await load('ppocr-v4-det'), await load('ppocr-v4-rec')];
  networks = new Map(loaded.map((network) => [network.card.id, network]));
  detectionAlone = new Map([...networks].slice(0, 1));
}, 60_000);

describe('answer', () => {
  it('reads the sign', async () => {
    const answer = await task.answer(picture('static/samples/text-sign.png'), networks);
    expect(answer.lines.map(({ text }) => text)).toEqual(['Fresh bread', 'until noon']);
    expect(answer.summary).toBe('2 lines of text found: “Fresh bread”, “until noon”.');
    for (const { score } of answer.lines) expect(score).toBeGreaterThan(0.9);
    const [left, top] = answer.lines[0]?.box[0] ?? [];
    expect(left).toBeCloseTo(0.14, 1);
    expect(top).toBeCloseTo(0.2, 1);
  }, 60_000);

  it('reads the tilted page in order', async () => {
    const { lines } = await task.answer(picture('static/samples/text-page.png'), networks);
    expect(lines.map(({ text }) => text)).toEqual([
      'The near side',
      'The moon keeps one face to us.',
      'We call it the near side, and we',
      'know its seas by name. The other',
      'half was a guess until 1959, when',
      'a small probe flew round it and',
      'sent home 29 blurred pictures.',
      'Most answers were close at hand.',
    ]);
  }, 120_000);

  it('reads a page that stands on its head, and says so', async () => {
    const { pixels } = picture('static/samples/text-page.png') as PictureInput;
    // A half turn is the pixels in reverse.
    const data = new Uint8ClampedArray(new Uint32Array(pixels.data.slice().buffer).reverse().buffer);
    const answer = await task.answer({ kind: 'picture', pixels: { ...pixels, data } }, networks);
    expect(answer.upsideDown).toBe(true);
    expect(answer.summary).toMatch(/^8 lines of text found, upside down: “The near side”/);
    expect(answer.lines.at(-1)?.text).toBe('Most answers were close at hand.');
    const [left, top] = answer.lines[0]?.box[0] ?? [];
    expect([left! > 0.5, top! > 0.5]).toEqual([true, true]);
  }, 120_000);

  it('reads a scrolled page in parts: every line once and in order, whatever the seams cut', async () => {
    const { pixels } = picture('static/samples/text-sign.png') as PictureInput;
    const answer = await task.answer({ kind: 'picture', pixels: tiled(pixels, 1, 10) }, networks);
    expect(answer.lines.map(({ text }) => text)).toEqual(Array(10).fill(['Fresh bread', 'until noon']).flat());
    expect(answer.note).toBe('The picture was looked at in 3 overlapping parts.');
    expect(answer.summary).toMatch(/^20 lines of text found: “Fresh bread”.* The picture was looked at in 3/);
    const [, top] = answer.lines.at(-1)?.box[0] ?? [];
    expect(top).toBeCloseTo((9 + 0.55) / 10, 1);
  }, 120_000);

  it('reads a long line in pieces, with its spaces', async () => {
    const { pixels } = picture('static/samples/text-sign.png') as PictureInput;
    // Its upper line with as much on both sides as a space takes.
    const line = cut(pixels, 38, 16, 242, 56);
    const answer = await task.answer({ kind: 'picture', pixels: tiled(line, 12, 1) }, networks);
    expect(answer.lines.map(({ text }) => text)).toEqual([Array(12).fill('Fresh bread').join(' ')]);
  }, 120_000);

  it('says so when there is nothing to read', async () => {
    const answer = await task.answer({ kind: 'picture', pixels: blank }, networks);
    expect(answer).toEqual({ kind: 'text-recognition', summary: 'No text found.', lines: [] });
  }, 60_000);

  it('gives boxes without texts where detection runs alone', async () => {
    const answer = await task.answer(picture('static/samples/text-sign.png'), detectionAlone);
    expect(answer.summary).toBe('2 lines of text found.');
    for (const line of answer.lines) expect(line).not.toHaveProperty('text');
  }, 60_000);

  it('refuses an input that is not a picture', async () => {
    await expect(task.answer({ kind: 'texts', texts: ['a'] }, networks)).rejects.toThrow(/takes a picture/);
  });
});

describe('agreement with the reference', () => {
  it.each(['ppocr-v4-det', 'ppocr-v4-rec'])(
    'of %s is within its tolerance on wasm',
    async (id) => {
      const network = networks.get(id);
      if (!network) throw new Error(`${id} is not loaded`);
      const { card, assets } = network;
      const { feeds, outputs: reference } = await loadReference(card, async (file) => fileOf(card, file));
      const outputs = await network.run(feeds);
      expect(task.agreement(card, outputs, reference, assets)).toBeGreaterThanOrEqual(card.tolerance.task.limit);
      for (const { name, stride, values } of reference) {
        const worst = values.reduce(
          (most, value, i) => Math.max(most, Math.abs(value - Number(outputs[name]?.data[i * stride]))),
          0,
        );
        expect(worst).toBeLessThan(card.tolerance.maxAbs);
      }
    },
    60_000,
  );

  it('drops when the outputs are wrong', async () => {
    for (const { card, assets } of networks.values()) {
      const { outputs: reference } = await loadReference(card, async (file) => fileOf(card, file));
      const wrong = Object.fromEntries(
        reference.map(({ name, shape }): [string, Tensor] => {
          return [name, { dtype: 'float32', shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)) }];
        }),
      );
      expect(task.agreement(card, wrong, reference, assets)).toBe(0);
    }
  });

  it('cannot be told for recognition without the keys', () => {
    const card = networks.get('ppocr-v4-rec')?.card;
    if (!card) throw new Error('ppocr-v4-rec is not loaded');
    const output: Tensor = { dtype: 'float32', shape: [1, 1, 6625], data: new Float32Array(6625) };
    expect(() => task.agreement(card, { 'softmax_11.tmp_0': output }, [])).toThrow(/ppocr_keys_v1/);
  });
});
