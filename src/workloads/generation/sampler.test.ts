import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../domain/random';
import { choose, largest, likeliest, step } from './sampler';
import { GREEDY, samplingOf } from './sampling';
import { Uniforms } from './uniforms';

const logits = Float32Array.from([Math.log(0.1), Math.log(0.4), Math.log(0.2), Math.log(0.3)]);
const plain = samplingOf({ temperature: 1, topK: 0, topP: 1 });

/** How often each token is chosen as u goes from 0 to 1. */
function shares(sampling: Parameters<typeof choose>[1], seen: number[] = []): number[] {
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < 1000; i++) counts[choose(logits, sampling, (i + 0.5) / 1000, seen)]! += 1;
  return counts.map((count) => count / 1000);
}
const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 2) as number);

describe('the largest', () => {
  it('come in order, equal ones in theirs', () => {
    expect([...largest(Float32Array.from([1, 3, 2, 3, 0]), 3)]).toEqual([1, 3, 2]);
    expect([...largest(Float32Array.from([1, 1]), 5)]).toEqual([0, 1]);
    expect([...largest(Float32Array.from([-Infinity, -Infinity]), 1)]).toEqual([0]);
  });

  it('are the same kept in a short list as sorted', () => {
    const random = seededRandom(5);
    const values = Float32Array.from({ length: 1000 }, () => Math.floor(random() * 300));
    const sorted = [...values.keys()].sort((a, b) => values[b]! - values[a]! || a - b);
    for (const k of [1, 7, 128, 129, 1000]) expect([...largest(values, k)]).toEqual(sorted.slice(0, k));
  });
});

describe('a choice', () => {
  it('lays the likeliest first, each as long as it is likely', () => {
    expect(shares(plain)).toEqual(close([0.1, 0.4, 0.2, 0.3]));
    expect(choose(logits, plain, 0, [])).toBe(1);
    expect(choose(logits, plain, 0.999_999, [])).toBe(0);
  });

  it('is the likeliest at temperature 0, among equal ones the first', () => {
    for (const u of [0, 0.5, 0.999]) expect(choose(logits, GREEDY, u, [])).toBe(1);
    expect(choose(Float32Array.from([2, 5, 5]), GREEDY, 0.9, [])).toBe(1);
  });

  it('flattens and sharpens with the temperature', () => {
    const total = 0.1 ** 2 + 0.4 ** 2 + 0.2 ** 2 + 0.3 ** 2;
    expect(shares({ ...plain, temperature: 0.5 })).toEqual(close([0.01, 0.16, 0.04, 0.09].map((p) => p / total)));
  });

  it('leaves out all but the k likeliest', () => {
    expect(shares({ ...plain, topK: 2 })).toEqual(close([0, 4 / 7, 0, 3 / 7]));
  });

  it('leaves out what comes after the share that is asked for', () => {
    // 0.4 + 0.3 reach 0.5; the token that passes it is in.
    expect(shares({ ...plain, topP: 0.5 })).toEqual(close([0, 4 / 7, 0, 3 / 7]));
    expect(shares({ ...plain, topP: 0.01 })).toEqual([0, 1, 0, 0]);
  });

  it('makes tokens that were there less likely, whatever the sign of their logits', () => {
    const mixed = Float32Array.from([2, 2, -2, -2]);
    const asked = { ...GREEDY, repetitionPenalty: 2 };
    expect(choose(mixed, asked, 0, [0])).toBe(1);
    expect(choose(Float32Array.from([-2, -3]), asked, 0, [0, 0])).toBe(1);
  });
});

it('tells how likely tokens are by the network alone', () => {
  const { token, share, alternatives } = step(logits, { ...GREEDY, repetitionPenalty: 9 }, 0, [1]);
  expect([token, share]).toEqual([3, expect.closeTo(0.3, 5)]);
  expect(alternatives.map((one) => one.token)).toEqual([1, 3, 2, 0]);
  expect(likeliest(logits, 2)).toEqual([
    { token: 1, share: expect.closeTo(0.4, 5) as number },
    { token: 3, share: expect.closeTo(0.3, 5) as number },
  ]);
});

it('refuses what can’t be sampled by, and takes what is left out', () => {
  expect(samplingOf({ topK: undefined }).topK).toBe(50);
  expect(() => samplingOf({ temperature: -1 })).toThrow('The temperature is from 0 to 100, not -1.');
  expect(() => samplingOf({ topP: 0 })).toThrow('top-p');
  expect(() => samplingOf({ topK: 1.5 })).toThrow('top-k');
  expect(() => samplingOf({ repetitionPenalty: NaN })).toThrow('repetition penalty');
  expect(() => samplingOf({ seed: -1 })).toThrow('seed');
});

it('draws one number for each position, whichever are asked for first', () => {
  const [all, parts] = [new Uniforms(7), new Uniforms(7)];
  const last = [...parts.at(9, 3)];
  expect([...all.at(0, 12)].slice(9)).toEqual(last);
  expect([...parts.at(0, 9), ...last]).toEqual([...all.at(0, 12)]);
  expect([...new Uniforms(8).at(0, 12)]).not.toEqual([...all.at(0, 12)]);
  for (const u of new Uniforms(3).at(0, 5000)) expect(u >= 0 && u < 1).toBe(true);
});
