import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../domain/random';
import { planOf, planSchema, readPlan, usualStrategies } from './config';
import { paretoFront } from './pareto';
import { outcomesOf, type Outcome } from './plan';
import { strategySchema } from './strategy';
import type { Sides } from './sides';

const sides: Sides = {
  near: { samplesMs: [20, 25, 30, 60], joules: { low: 0.1, high: 0.2 }, usd: 0, accuracy: null },
  far: {
    samplesMs: [40, 50, 300],
    joules: { low: 1, high: 9 },
    usd: 1e-4,
    accuracy: null,
    availability: 0.8,
    noticeMs: 0,
  },
  sizes: [{ upBytes: 5000, weight: 1, farMs: [40, 50, 300] }],
  confidences: [
    { confidence: 0.7, right: null },
    { confidence: 0.99, right: null },
  ],
  drafting: {
    tokens: 10,
    nearRestMs: 20,
    farRestMs: 30,
    nearTokenMs: [5],
    roundMs: [40],
    acceptance: 0.7,
    nearJoulesAToken: { low: 1, high: 1 },
    farJoulesARound: { low: 1, high: 2 },
    farUsdARound: 1e-6,
  },
};
const about = { model: 'digits', profile: 'wpt-lte', server: 'l4-60', seed: 1 };
const outcomes = outcomesOf(usualStrategies({ p50: 25, p90: 60 }, { p90: 300 }), { sides, seed: 1, requests: 500 }).map(
  (outcome): Outcome => {
    if ('problem' in outcome) throw new Error(outcome.problem);
    return outcome;
  },
);

describe('a plan as JSON', () => {
  it('reads back, whatever the strategy', () => {
    expect(new Set(outcomes.map(({ strategy }) => strategy.kind)).size).toBe(8);
    for (const outcome of outcomes) {
      const plan = planOf(outcome, about);
      expect(v.safeParse(planSchema, plan).issues).toBeUndefined();
      expect(readPlan(JSON.stringify(plan))).toEqual(plan);
    }
  });

  it('says between what its 90th percentile is where the server’s time is an interval', () => {
    const [outcome] = outcomes as [Outcome];
    const plan = planOf(outcome, about, { faster: { p90: 40 }, slower: { p90: null } });
    expect(plan.expected.p90BetweenMs).toEqual([40, null]);
    expect(readPlan(JSON.stringify(plan))).toEqual(plan);
  });

  it('asks for no deadline that it couldn’t read back', () => {
    for (const strategy of usualStrategies({ p50: 1, p90: 1e9 }, { p90: 1e9 })) {
      expect(v.safeParse(strategySchema, strategy).issues).toBeUndefined();
    }
  });

  it.each([
    ['', /isn’t JSON/],
    ['null', /isn’t as it should be/],
    ['{"version":2}', /version isn’t/],
    ['x'.repeat(30_000), /too long/],
    [JSON.stringify({ ...planOf(outcomes[0] as Outcome, about), strategy: { kind: 'hedge', extra: 1 } }), /strategy/],
    [
      JSON.stringify({
        ...planOf(outcomes[0] as Outcome, about),
        strategy: { kind: 'near-first', deadlineMs: -1, whenLate: 'race' },
      }),
      /deadlineMs/,
    ],
  ])('refuses %s', (text, problem) => {
    expect(readPlan(text)).toEqual({ problem: expect.stringMatching(problem) });
  });
});

describe('the Pareto front', () => {
  const point = (p90: number | null, usd: number | null, joules: number | null): Outcome => ({
    ...(outcomes[0] as Outcome),
    p90,
    usd,
    joules: joules === null ? null : { low: joules, high: 2 * joules },
    accuracy: null,
  });

  it('is what comparing each with each by hand leaves', () => {
    const all = [point(10, 3, 1), point(20, 1, 1), point(20, 2, 1), point(5, 9, 9), point(10, 3, 1)];
    expect(paretoFront(all).best).toEqual([all[0], all[1], all[3], all[4]]);
  });

  it('weighs only what is known of all', () => {
    const all = [point(10, null, 1), point(20, 1, 1)];
    const { compared, best } = paretoFront(all);
    expect(compared).toEqual(['p90', 'joules', 'failedShare']);
    expect(best).toEqual([all[0]]);
  });

  it('holds against a strategy what it leaves unanswered, and for it how often it is right', () => {
    const [quick, sure] = [point(10, 1, 1), point(20, 1, 1)];
    expect(paretoFront([{ ...quick, failedShare: 0.05 }, sure]).best).toHaveLength(2);
    expect(
      paretoFront([
        { ...quick, accuracy: 0.7 },
        { ...sure, accuracy: 0.9 },
      ]).best,
    ).toHaveLength(2);
    expect(
      paretoFront([
        { ...quick, accuracy: 0.7 },
        { ...sure, accuracy: null },
      ]).best,
    ).toEqual([{ ...quick, accuracy: 0.7 }]);
  });

  it('takes a percentile that isn’t reached for the worst', () => {
    const all = [point(null, 1, 1), point(10_000, 1, 1)];
    expect(paretoFront(all).best).toEqual([all[1]]);
  });

  it('never leaves out the quickest, cheapest or most frugal, and holds nobody who is beaten', () => {
    const random = seededRandom(9);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), (count) => {
        const figure = () => Math.floor(random() * 6);
        const all = Array.from({ length: count }, () => point(figure(), figure(), figure()));
        const { best } = paretoFront(all);
        for (const each of all) {
          const beaten = all.some(
            (other) =>
              (other.p90 ?? 0) <= (each.p90 ?? 0) &&
              (other.usd ?? 0) <= (each.usd ?? 0) &&
              (other.joules?.low ?? 0) <= (each.joules?.low ?? 0) &&
              ((other.p90 ?? 0) < (each.p90 ?? 0) ||
                (other.usd ?? 0) < (each.usd ?? 0) ||
                (other.joules?.low ?? 0) < (each.joules?.low ?? 0)),
          );
          expect(best.includes(each)).toBe(!beaten);
        }
      }),
    );
  });
});
