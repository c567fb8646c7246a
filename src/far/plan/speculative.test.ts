import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../domain/random';
import { outcomesOf } from './plan';
import { draftText, tokensARound } from './speculative';
import type { Drafting, Sides } from './sides';

const drafting: Drafting = {
  tokens: 4000,
  nearRestMs: 39_990,
  farRestMs: 19_000,
  nearTokenMs: [8, 10, 12],
  roundMs: [90, 110],
  acceptance: 0.8,
  nearJoulesAToken: { low: 0.5, high: 1 },
  farJoulesARound: { low: 2, high: 3 },
  farUsdARound: 1e-5,
};
const sides: Sides = {
  near: { samplesMs: [40_000], joules: { low: 1, high: 1 }, usd: 0, accuracy: 0.5 },
  far: { samplesMs: [20_000], joules: { low: 1, high: 1 }, usd: 1, accuracy: 0.9, availability: 1, noticeMs: 7 },
  drafting,
};

describe('speculative decoding', () => {
  // The paper's own example: α = 0.8 and k = 5 bring 3.69 tokens a round.
  it('brings as many tokens a round as the formula has', () => {
    expect(tokensARound(0.8, 5)).toBeCloseTo(3.689, 3);
    expect(tokensARound(0, 5)).toBe(1);
    expect(tokensARound(1, 5)).toBe(6);
    expect(tokensARound(0.999999, 5)).toBeCloseTo(6, 4);
  });

  it.each([
    [0.3, 2],
    [0.8, 4],
    [0.95, 8],
    [1, 3],
    [0, 4],
  ])('takes rounds and time by it where %f of tokens stand and %i are drafted', (acceptance, draftTokens) => {
    const { ms, rounds, drafted, kept } = draftText(
      { ...drafting, tokens: 40_000 },
      acceptance,
      draftTokens,
      seededRandom(2),
      { nearMs: 10, farMs: 0 },
    );
    expect(Math.abs(40_000 / rounds / tokensARound(acceptance, draftTokens) - 1)).toBeLessThan(0.03);
    expect(kept + rounds).toBe(40_000);
    expect(Math.abs(drafted / (rounds * draftTokens) - 1)).toBeLessThan(0.01);
    expect(Math.abs(ms / (rounds * (draftTokens * 10 + 100)) - 1)).toBeLessThan(0.01);
  });

  it.each([
    ['the device', 5000, 700, 5000 + 2 * 10 + 100],
    ['the far side', 50, 700, 700],
  ])('begins once both sides have read the prompt, %s last', (_, nearMs, farMs, firstMs) => {
    const steady = { ...drafting, tokens: 4, nearTokenMs: [10], roundMs: [100] };
    // One round of three drafted tokens, all of which stand.
    expect(draftText(steady, 1, 3, seededRandom(1), { nearMs, farMs }).ms).toBe(firstMs);
    // Nothing drafted stands: three more rounds, of two tokens, one and none.
    expect(draftText(steady, 0, 3, seededRandom(1), { nearMs, farMs }).ms).toBe(firstMs + 3 * 100 + (2 + 1) * 10);
  });

  it('takes energy and money by drafted tokens and rounds, and is as right as the far side', () => {
    const [result] = outcomesOf([{ kind: 'speculative', draftTokens: 4 }], { sides, seed: 1, requests: 20 });
    if (!result || 'problem' in result) throw new Error('refused');
    const rounds = 4000 / tokensARound(0.8, 4);
    expect((result.usd as number) / (rounds * 1e-5)).toBeCloseTo(1, 1);
    expect((result.joules?.low as number) / (rounds * (4 * 0.5 + 2))).toBeCloseTo(1, 1);
    expect((result.joules?.high as number) / (rounds * (4 * 1 + 3))).toBeCloseTo(1, 1);
    expect(result.accuracy).toBeCloseTo(0.9, 12);
    expect(result.nearShare).toBeCloseTo(1 - rounds / 4000, 1);
  });

  it('is the device’s alone where the far side is away', () => {
    const away = { ...sides, far: { ...sides.far, availability: 0 } };
    const [result] = outcomesOf([{ kind: 'speculative', draftTokens: 4 }], { sides: away, seed: 1, requests: 5 });
    expect(result).toMatchObject({ p50: 40_007, nearShare: 1, accuracy: 0.5, usd: 0 });
  });

  it.each([
    [{ acceptance: null }, /nobody measured it/],
    [{ acceptance: 1.2 }, /from 0 to 100 %/],
    [{ tokens: 0 }, /1 to 100,000/],
    [{ roundMs: [] }, /round trip/],
  ])('is refused with %j', (changes, problem) => {
    const changed = { ...sides, drafting: { ...drafting, ...changes } };
    const [result] = outcomesOf([{ kind: 'speculative', draftTokens: 4 }], { sides: changed, seed: 1, requests: 5 });
    expect(result).toMatchObject({ problem: expect.stringMatching(problem) });
  });
});
