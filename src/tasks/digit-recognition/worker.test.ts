import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { PNG } from 'pngjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { draw, type Pen } from '../../../models/digits/train/draw';
import { digits } from '../../../models/digits/train/drawings';
import { readCard } from '../../../tools/models/cards';
import { openNetwork, referenceOutputs } from '../../../tools/models/tfjs-graph';
import { seededRandom } from '../../domain/random';
import type { Pixels, TaskNetwork } from '../types';
import type { DigitAnswer } from './answer';
import { meta } from './meta';
import { task } from './worker';

const card = readCard('digits');
let networks: Map<string, TaskNetwork>;

beforeAll(async () => {
  await tf.setBackend('wasm');
  networks = new Map([['digits', await openNetwork('digits')]]);
});

const answerTo = (pixels: Pixels): Promise<DigitAnswer> => task.answer({ kind: 'picture', pixels }, networks);

/** Shares of right answers and of doubted ones over all drawings of digits with one pen. */
async function read(pen: Pen): Promise<{ right: number; unlike: number }> {
  let [right, unlike] = [0, 0];
  for (const { digit, strokes } of digits) {
    const answer = await answerTo(draw(strokes, pen));
    if (answer.digit === digit) right++;
    if (answer.unlike) unlike++;
  }
  return { right, unlike };
}

/** What is to be said of each sample. */
const said: Readonly<Record<string, RegExp>> = {
  seven: /^A 7, (9\d|over 99) % sure\.$/,
  four: /^A 4, (9\d|over 99) % sure\.$/,
  three: /^A 3, (9\d|over 99) % sure\.$/,
  between: /^A [17], [5-8]\d % sure\.$/,
  star: /^It looks like no digit: the nearest is \d\.$/,
};

describe('reading drawn digits', () => {
  it.each([
    ['dark on light', { size: 120, width: 0.1 }],
    ['light on dark', { size: 120, width: 0.1, ink: 240, paper: 15 }],
    ['small on a large sheet', { size: 120, width: 0.12, margin: 0.36 }],
    ['with a thin pen', { size: 256, width: 0.02 }],
    ['with a thick pen', { size: 120, width: 0.15 }],
    ['pale on grey', { size: 120, width: 0.1, ink: 150, paper: 205 }],
  ] satisfies [string, Pen][])('%s', async (_, pen) => {
    const { right, unlike } = await read(pen);
    expect(right).toBeGreaterThanOrEqual(digits.length - 1);
    expect(unlike).toBeLessThanOrEqual(1);
  });

  it.each(meta.samples.flatMap((sample) => ('picture' in sample ? [sample] : [])))('sample: $title', async (sample) => {
    const png = PNG.sync.read(readFileSync(new URL(`../../../static/${sample.picture}`, import.meta.url)));
    const answer = await answerTo({ width: png.width, height: png.height, data: new Uint8ClampedArray(png.data) });
    expect(answer.unlike).toBe(sample.id === 'star');
    expect(answer.summary).toMatch(said[sample.id]!);
    expect(answer.probabilities.reduce((sum, one) => sum + one)).toBeCloseTo(1, 6);
    expect(answer.pictures?.seen).toMatchObject({ width: 28, height: 28 });
  });

  it('doubts noise', async () => {
    const random = seededRandom(3);
    const data = new Uint8ClampedArray(60 * 60 * 4).fill(255);
    for (let p = 0; p < 3600; p++) data.fill(255 * random(), p * 4, p * 4 + 3);
    expect((await answerTo({ width: 60, height: 60, data })).unlike).toBe(true);
  });

  it.each([
    ['white', 255],
    ['black', 0],
  ])('says that nothing is drawn on a %s sheet', async (_, grey) => {
    const data = new Uint8ClampedArray(50 * 50 * 4).fill(255).map((value, i) => (i % 4 === 3 ? value : grey));
    const answer = await answerTo({ width: 50, height: 50, data });
    expect(answer).toMatchObject({ drawn: false, unlike: false, summary: 'Nothing is drawn.' });
  });

  it('refuses sentences', async () => {
    await expect(task.answer({ kind: 'texts', texts: ['7'] }, networks)).rejects.toThrow('needs a picture');
  });
});

describe('agreement', () => {
  const reference = referenceOutputs(card);
  const outputs = (change: (logits: Float32Array) => void) => {
    const data = reference[0]!.values.slice();
    change(data);
    return { logits: { dtype: 'float32', shape: [1, 10], data } } as const;
  };
  const { limit } = card.tolerance.task;

  it('is nothing for the reference itself, and passes what a GPU rounds', () => {
    expect(
      task.agreement(
        card,
        outputs(() => {}),
        reference,
      ),
    ).toBe(0);
    expect(
      task.agreement(
        card,
        outputs((logits) => logits.forEach((v, i) => (logits[i] = v * 1.0005))),
        reference,
      ),
    ).toBeLessThan(limit);
  });

  it('catches logits that are a little wrong, and another digit in front', () => {
    // The reference lies between two digits, so that a fifth of a logit shows.
    expect(
      task.agreement(
        card,
        outputs((logits) => (logits[logits.indexOf(Math.max(...logits))]! -= 0.2)),
        reference,
      ),
    ).toBeGreaterThan(limit);
    expect(
      task.agreement(
        card,
        outputs((logits) => logits.reverse()),
        reference,
      ),
    ).toBe(1);
  });
});
