import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCard } from '../../../tools/models/cards';
import { openNetwork, referenceFeeds, referenceOutputs } from '../../../tools/models/tfjs-graph';
import type { TensorMap } from '../../domain/tensor';
import type { TaskNetwork } from '../types';
import { MAX_UNKNOWN_SHARE, summarise, toneOf, type SentencePolarityAnswer } from './answer';
import { BATCH, MAX_WORDS, ROW } from './features';
import { withoutInvisible } from '../invisible';
import { meta } from './meta';
import { feedsFor } from './feeds';
import { task } from './worker';

const card = readCard('sentence-polarity');
let network: TaskNetwork;
const runs: TensorMap[] = [];

beforeAll(async () => {
  await tf.setBackend('cpu');
  const opened = await openNetwork('sentence-polarity');
  network = {
    ...opened,
    run(feeds) {
      runs.push(feeds);
      return opened.run(feeds);
    },
  };
});

const ask = (...texts: string[]): Promise<SentencePolarityAnswer> => {
  runs.length = 0;
  return task.answer({ kind: 'texts', texts }, new Map([['sentence-polarity', network]]));
};
const tones = (answer: SentencePolarityAnswer) => answer.sentences.map(({ tone }) => tone);

describe('a known answer', () => {
  it('tells plain praise from plain blame', async () => {
    const answer = await ask(
      'A moving and beautifully acted film.',
      'Dull, lazy and far too long.',
      'One of the best comedies of the year.',
      'A boring mess without a single good idea.',
    );
    expect(tones(answer)).toEqual(['positive', 'negative', 'positive', 'negative']);
    expect(answer.summary).toBe('4 sentences: 2 positive and 2 negative.');
  });

  it('of the samples is what the page says they show', async () => {
    const [reviews, limits] = await Promise.all(
      meta.samples.map((sample) => ask(...('texts' in sample ? sample.texts : []))),
    );
    expect(tones(reviews!)).toEqual(['positive', 'negative', 'positive', 'negative', 'undecided', 'negative']);
    const found = new Map(limits!.sentences.map(({ text, tone }) => [text, tone]));
    expect(found.get('not good')).toBe('negative');
    // Wrong, as announced: praise that it takes for blame, and a fact that it takes sides on.
    expect(found.get('not bad at all')).toBe('negative');
    expect(found.get('Nobody could call this film boring.')).toBe('negative');
    expect(found.get('It was filmed in Lisbon over six weeks.')).toBe('negative');
    expect(limits!.sentences.at(-1)!.tone).toBe('unknown');
  });

  it('adds up: words’ parts and the bias are the log-odds', async () => {
    const [nothing, sentence] = (await ask('', 'Not a good film, but a warm and funny one.')).sentences;
    const logOdds = (p: number) => Math.log(p / (1 - p));
    const parts = sentence!.words.reduce((sum, { push }) => sum + push, 0);
    expect(parts + logOdds(nothing!.positive)).toBeCloseTo(logOdds(sentence!.positive), 4);
  });

  it('does not depend on case, kind of apostrophe or company', async () => {
    const answer = await ask('It isn’t funny.', "IT ISN'T FUNNY.", ...Array.from({ length: 40 }, () => 'A fine film.'));
    const [first, second, ...others] = answer.sentences.map(({ positive }) => positive);
    expect(first).toBe(second);
    expect(new Set(others).size).toBe(1);
    expect(runs).toHaveLength(Math.ceil(42 / BATCH));
  });
});

describe('awkward sentences', () => {
  it('keep their tone with characters in them that nobody sees, and their words are found', async () => {
    const plain = 'A moving and beautifully acted film.';
    const strewn = '\ufeffA mo\u00adving and beauti\u200bfully ac\u200dted\ufe0f film\u0007.';
    const [first, second] = (await ask(plain, strewn)).sentences;
    expect(second!.positive).toBe(first!.positive);
    expect(second!.words.map(({ start, end }) => withoutInvisible(strewn.slice(start, end)))).toEqual(
      first!.words.map(({ start, end }) => plain.slice(start, end)),
    );
  });

  it.each([
    ['emoji', '😀😀 🎬'],
    ['nothing', ''],
    ['another script', '这部电影非常好看'],
    ['right-to-left text', 'هذا الفيلم رائع جدا'],
    ['another language', 'Ein wunderbarer Film mit großartigen Schauspielern.'],
  ])('are not judged: %s', async (_, text) => {
    const { sentences, summary } = await ask(text);
    expect(sentences[0]!.tone).toBe('unknown');
    expect(sentences[0]!.positive).toBeGreaterThan(0);
    expect(summary).toBe('Too few of the words are known to judge the sentence.');
  });

  it('are read as far as the network reads, and say so', async () => {
    const long = 'A warm and funny film. '.repeat(500).slice(0, 10_000);
    const [sentence] = (await ask(long)).sentences;
    expect(sentence).toMatchObject({ cut: true, tone: 'positive', words: { length: MAX_WORDS } });
    expect(runs[0]!.ids!.shape).toEqual([BATCH, ROW]);
  });

  it('are refused when there is none', async () => {
    await expect(ask()).rejects.toThrow('There is no sentence to judge: write at least one.');
  });
});

describe('agreement', () => {
  it('is passed by the network’s own answer to the reference, and not by rows next to the right ones', async () => {
    const feeds = referenceFeeds(card);
    const reference = referenceOutputs(card);
    const { limit } = card.tolerance.task;
    expect(task.agreement(card, await network.run(feeds), reference)).toBeLessThan(limit / 100);
    const ids = { ...feeds.ids!, data: (feeds.ids!.data as Int32Array).map((id) => (id > 1 ? id - 1 : id)) };
    expect(task.agreement(card, await network.run({ ...feeds, ids }), reference)).toBeGreaterThan(0.5);
  });

  it('is 1 where nothing comparable came out', () => {
    expect(task.agreement(card, {}, referenceOutputs(card))).toBe(1);
  });
});

describe('tones', () => {
  it('keep to what was measured of unknown words', () => {
    const measured = card.scores!.find(({ measure }) => measure.startsWith('unknown words'))!.value;
    expect(MAX_UNKNOWN_SHARE).toBe(Math.ceil(measured * 100) / 100);
    expect(toneOf(0.9, MAX_UNKNOWN_SHARE + 0.01)).toBe('unknown');
    expect(toneOf(0.9, MAX_UNKNOWN_SHARE)).toBe('positive');
  });

  it('take no side near even', () => {
    expect([0.39, 0.41, 0.59, 0.61].map((positive) => toneOf(positive, 0))).toEqual([
      'negative',
      'undecided',
      'undecided',
      'positive',
    ]);
  });

  it('are summed up in a sentence', () => {
    expect(summarise(['positive'])).toBe('The sentence sounds positive.');
    expect(summarise(['positive', 'negative', 'undecided'])).toBe(
      '3 sentences: 1 positive, 1 negative and 1 undecided.',
    );
    expect(summarise(['positive', 'unknown'])).toBe('2 sentences: 1 positive and 1 not judged.');
  });
});

it('feeds keep to the batch', () => {
  expect(() => feedsFor(Array.from({ length: BATCH + 1 }, () => ({ known: [] })))).toThrow(RangeError);
});
