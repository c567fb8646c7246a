import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCard } from '../../../tools/models/cards';
import { openNetwork, referenceFeeds, referenceOutputs } from '../../../tools/models/tfjs-graph';
import type { TensorMap } from '../../domain/tensor';
import type { TaskNetwork } from '../types';
import { meta } from './meta';
import { feedsFor } from './feeds';
import { MAX_TOKENS, task } from './worker';

let network: TaskNetwork;
const runs: TensorMap[] = [];

beforeAll(async () => {
  await tf.setBackend('wasm');
  const opened = await openNetwork('use-lite');
  network = {
    ...opened,
    run(feeds) {
      runs.push(feeds);
      return opened.run(feeds);
    },
  };
}, 60_000);

const ask = (...texts: string[]) => {
  runs.length = 0;
  return task.answer({ kind: 'texts', texts }, new Map([['use-lite', network]]));
};

describe('a known answer', () => {
  it('ranks the sentence of like meaning far above the unrelated ones', async () => {
    const { ranked, question, summary, note } = await ask(
      'How old are you?',
      'The train leaves at noon.',
      'What is your age?',
    );
    expect(question).toBe('How old are you?');
    expect(ranked.map(({ text }) => text)).toEqual(['What is your age?', 'The train leaves at noon.']);
    expect(ranked[0]!.cosine).toBeGreaterThan(0.8);
    expect(ranked[1]!.cosine).toBeLessThan(0.12);
    expect(summary).toBe('Closest of 2: “What is your age?” with a cosine of 0.85.');
    expect(note).toBeUndefined();
  });

  it.each([
    ['library', 'You can renew a book twice'],
    ['help-desk', 'Delivery is late'],
  ])('finds the right sentence of the sample %s', async (id, best) => {
    const sample = meta.samples.find((candidate) => candidate.id === id)!;
    const { ranked } = await ask(...('texts' in sample ? sample.texts : []));
    expect(ranked[0]!.text).toContain(best);
  });

  it('does not depend on which texts share a run', async () => {
    const alone = await ask('How old are you?', 'What is your age?');
    const many = await ask(
      'How old are you?',
      'What is your age?',
      ...Array.from({ length: 40 }, (_, i) => `Line ${i}`),
    );
    expect(runs).toHaveLength(2);
    const again = many.ranked.find(({ text }) => text === 'What is your age?')!;
    expect(again.cosine).toBeCloseTo(alone.ranked[0]!.cosine, 5);
  });
});

describe('awkward texts', () => {
  it.each([
    [['', 'a sentence'], 'The question is empty: write a sentence to search for.'],
    [['  \n', 'a sentence'], 'The question is empty: write a sentence to search for.'],
    [['a question'], 'There is nothing to compare with: write at least one sentence under the question.'],
    [['a question', ' '], 'There is nothing to compare with: write at least one sentence under the question.'],
    [['\u200b\u00ad', 'a sentence'], 'The question is empty: write a sentence to search for.'],
    [['a question', 'one', ''], 'Sentence 2 is empty: write something there or remove it.'],
  ])('refuses %j in one sentence', async (texts, message) => {
    await expect(ask(...texts)).rejects.toThrow(message);
  });

  it('reads what a reader sees: zero-width spaces and soft hyphens change no cosine', async () => {
    const plain = 'How do I reset my password?';
    const { ranked } = await ask(
      plain,
      'How do I re\u200bset my pass\u200bword?',
      '\ufeffHow do I re\u00adset my password?',
    );
    for (const { cosine } of ranked) expect(cosine).toBeCloseTo(1, 6);
  });

  it('reads the first tokens of 100,000 characters and says so', async () => {
    const long = 'The quick brown fox. '.repeat(5000).slice(0, 100_000);
    const { note, ranked } = await ask(long, 'Foxes are quick.', 'Bread needs flour.');
    expect(note).toBe(`Only the first ${MAX_TOKENS} tokens of 1 text were read: the network takes no more.`);
    expect(Math.max(...runs.map(({ values }) => values!.shape[0]!))).toBeLessThan(MAX_TOKENS + 20);
    expect(ranked[0]!.text).toBe('Foxes are quick.');
  });

  it('answers emoji and right-to-left text with finite cosines and a warning', async () => {
    const { note, ranked } = await ask('😹😹', 'مرحبا بالعالم', '😹', 'שלום');
    expect(ranked.every(({ cosine }) => Number.isFinite(cosine))).toBe(true);
    expect(ranked[0]!.text).toBe('😹');
    expect(note).toContain('The model knows English');
  });
});

describe('agreement', () => {
  const card = readCard('use-lite');

  it('passes the network’s own answer to the reference input', async () => {
    const outputs = await network.run(referenceFeeds(card));
    expect(task.agreement(card, outputs, referenceOutputs(card))).toBeGreaterThan(card.tolerance.task.limit);
  });

  it('reports the worst text, and 0 where nothing comparable came out', () => {
    const name = card.outputs[0]!.name;
    const reference = [{ name, shape: [2, 2], stride: 1, values: Float32Array.of(1, 0, 0, 1) }];
    const output = (...data: number[]): TensorMap => ({
      [name]: { dtype: 'float32', shape: [2, 2], data: Float32Array.from(data) },
    });
    expect(task.agreement(card, output(1, 0, 0, 1), reference)).toBe(1);
    expect(task.agreement(card, output(1, 0, 0.8, 0.6), reference)).toBeCloseTo(0.6);
    expect(task.agreement(card, output(1, 0, NaN, 1), reference)).toBe(0);
    expect(task.agreement(card, {}, reference)).toBe(0);
  });
});

describe('feeds', () => {
  it('lay tokens out as pairs of text and place', () => {
    const { indices, values } = feedsFor([
      [7, 8],
      [9, 10],
    ]);
    expect([...indices!.data]).toEqual([0, 0, 0, 1, 1, 0, 1, 1]);
    expect([...values!.data]).toEqual([7, 8, 9, 10]);
    expect(indices!.shape).toEqual([4, 2]);
    expect(values!.shape).toEqual([4]);
  });

  it('hold an even number of tokens, the last in a text of its own where one was missing', () => {
    const { indices, values } = feedsFor([[7, 8], [9]]);
    expect([...indices!.data]).toEqual([0, 0, 0, 1, 1, 0, 2, 0]);
    expect([...values!.data]).toEqual([7, 8, 9, 6]);
  });
});
