import { describe, expect, it } from 'vitest';
import { seededRandom } from '../domain/random';
import { readConfig } from './config';
import { hashedWeights } from './hashed.fixture';
import { ALTERNATIVES, loopModel } from './loop';
import { decoderModel } from './onnx';
import { loopRun, optimumLogits, ortSession, type Asked } from './ort.fixture';
import reference from './reference.fixture.json';

const largest = (row: readonly number[]) => row.indexOf(Math.max(...row));

function shareOf(logits: readonly number[]): number[] {
  const most = Math.max(...logits);
  const powers = logits.map((value) => Math.exp(value - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** The choice by its definition, one token at a time. */
function chosen(
  logits: readonly number[],
  met: ReadonlySet<number>,
  u: number,
  { temperature = 1, topK = 1, topP = 1, penalty = 1 }: Asked,
): number {
  const lessened = logits.map((value, id) => (met.has(id) ? (value > 0 ? value / penalty : value * penalty) : value));
  const candidates = lessened
    .map((value, id) => ({ id, value: value / temperature }))
    .sort((a, b) => b.value - a.value)
    .slice(0, topK);
  const shares = shareOf(candidates.map(({ value }) => value));
  let before = 0;
  const kept = shares.filter((share) => {
    const isIn = before < topP;
    before += share;
    return isIn;
  });
  let point = u * kept.reduce((total, share) => total + share, 0);
  const place = kept.findIndex((share) => (point -= share) < 0);
  return candidates[place < 0 ? kept.length - 1 : place]!.id;
}

describe.each(reference.decoders)('$name, in a loop', ({ config: json, ids }) => {
  const config = readConfig(json);
  const source = hashedWeights(config.family);

  it('writes the likeliest tokens that the form without a loop says, in one run or several', async () => {
    const plain = await ortSession(decoderModel(config, source, 'fp32'));
    const loop = await ortSession(loopModel(config, source, 'fp32'));
    const { tokens, shares, alternatives, alternativeShares } = await loopRun(loop, config, ids, { steps: 10 });
    const read = [...ids, ...tokens.slice(0, -1)];
    const logits = (await optimumLogits(plain, config, read, [read.length])).slice(ids.length - 1);
    expect(tokens).toEqual(logits.map(largest));
    for (const [at, row] of logits.entries()) {
      const told = shareOf(row);
      const sorted = [...told].sort((a, b) => b - a).slice(0, ALTERNATIVES);
      expect(shares[at]).toBeCloseTo(sorted[0]!, 4);
      for (const [i, share] of sorted.entries()) {
        expect(alternativeShares[at * ALTERNATIVES + i]).toBeCloseTo(share, 4);
        expect(told[alternatives[at * ALTERNATIVES + i]!]).toBeCloseTo(share, 4);
      }
    }

    const first = await loopRun(loop, config, ids, { steps: 4 });
    const rest = await loopRun(loop, config, first.tokens.slice(-1), { steps: 6 }, first.cache);
    expect([...first.tokens, ...rest.tokens]).toEqual(tokens);
  });
});

describe('rounded weights', () => {
  const { config: json, ids } = reference.decoders[3]!;
  const config = readConfig(json);
  const source = hashedWeights(config.family);

  it.each(['fp16', 'int8', 'int4'] as const)('in %s say in the loop what they say without', async (precision) => {
    const plain = await ortSession(decoderModel(config, source, precision));
    const loop = await ortSession(loopModel(config, source, precision));
    const { tokens, shares } = await loopRun(loop, config, ids, { steps: 6 });
    const read = [...ids, ...tokens.slice(0, -1)];
    const logits = (await optimumLogits(plain, config, read, [read.length])).slice(ids.length - 1);
    expect(tokens).toEqual(logits.map(largest));
    for (const [at, row] of logits.entries()) expect(shares[at]).toBeCloseTo(Math.max(...shareOf(row)), 4);
  });
});

describe('the choice of a token', () => {
  const { config: json, ids } = reference.decoders[0]!;
  const config = readConfig(json);
  const source = hashedWeights(config.family);
  const sessions = (async () => {
    const plain = await ortSession(decoderModel(config, source, 'fp32'));
    return [plain, await ortSession(loopModel(config, source, 'fp32'))] as const;
  })();
  const random = seededRandom(3);
  const uniforms = Array.from({ length: 24 }, random);

  it.each<[string, Omit<Asked, 'steps'>]>([
    ['of all tokens', { topK: 61 }],
    ['of few, cold', { topK: 5, temperature: 0.6 }],
    ['of a nucleus, hot', { topK: 61, topP: 0.7, temperature: 1.4 }],
    ['with repetitions punished', { topK: 40, topP: 0.9, penalty: 1.8, seen: ids }],
    ['greedy with repetitions punished', { penalty: 3 }],
  ])('is the one by its definition: %s', async (_, asked) => {
    const [plain, loop] = await sessions;
    const { tokens } = await loopRun(loop, config, ids, { steps: 24, uniforms, ...asked });
    const read = [...ids, ...tokens.slice(0, -1)];
    const logits = (await optimumLogits(plain, config, read, [read.length])).slice(ids.length - 1);
    const met = new Set([...(asked.seen ?? []), ...ids]);
    for (const [at, row] of logits.entries()) {
      expect(tokens[at]).toBe(chosen(row, met, uniforms[at]!, { steps: 24, ...asked }));
      met.add(tokens[at]!);
    }
    expect(new Set(tokens).size).toBeGreaterThan(3);
  });

  it('falls on the last candidate when u comes near 1, and on the first at 0', async () => {
    const [plain, loop] = await sessions;
    const [row] = (await optimumLogits(plain, config, ids, [ids.length])).slice(-1);
    const order = row!.map((value, id) => ({ value, id })).sort((a, b) => b.value - a.value);
    for (const [u, place] of [
      [0, 0],
      [1 - 2 ** -24, 2],
    ] as const) {
      const { tokens } = await loopRun(loop, config, ids, { steps: 1, uniforms: [u], topK: 3 });
      expect(tokens).toEqual([order[place]!.id]);
    }
  });

  it('ends the run at any of the end tokens, which is told', async () => {
    const [, loop] = await sessions;
    const free = await loopRun(loop, config, ids, { steps: 8 });
    const end = free.tokens[3]!;
    const { tokens, cache } = await loopRun(loop, config, ids, { steps: 8, endTokens: [-1, end] });
    expect(tokens).toEqual(free.tokens.slice(0, free.tokens.indexOf(end) + 1));
    expect(cache['past_key_values.0.key']!.dims[2]).toBe(ids.length + tokens.length - 1);
  });
});
