import { describe, expect, it } from 'vitest';
import { gaussian, seededRandom } from '../../domain/random';
import { outcomesOf, type Outcome } from './plan';
import type { Sides } from './sides';
import type { Strategy } from './strategy';

const random = seededRandom(1);
const lognormal = (medianMs: number, sigma: number, count = 2000) =>
  Float64Array.from({ length: count }, () => medianMs * Math.exp(sigma * gaussian(random)));

const exact = (joules: number) => ({ low: joules, high: joules });
const sides: Sides = {
  near: { samplesMs: lognormal(60, 0.5), joules: exact(0.2), usd: 0, accuracy: 0.9 },
  far: {
    samplesMs: lognormal(80, 0.3),
    joules: { low: 1, high: 5 },
    usd: 1e-4,
    accuracy: 0.95,
    availability: 1,
    noticeMs: 0,
  },
};
const N = 20_000;

const outcome = (strategy: Strategy, changes: Partial<Sides> = {}, requests = N): Outcome => {
  const [result] = outcomesOf([strategy], { sides: { ...sides, ...changes }, seed: 3, requests });
  if (!result || 'problem' in result) throw new Error(result?.problem);
  return result;
};
function beyond(samples: ArrayLike<number>, ms: number): number {
  let count = 0;
  for (let index = 0; index < samples.length; index++) if ((samples[index] as number) > ms) count++;
  return count / samples.length;
}
const nearBeyond = (ms: number) => beyond(sides.near.samplesMs, ms);
const farBeyond = (ms: number) => beyond(sides.far.samplesMs, ms);
const times = [20, 45, 60, 75, 90, 110, 150, 220];
/** Four standard errors of a share of N draws. */
const close = 4 * Math.sqrt(0.25 / N);

/** That the simulated survival function is the one written down. */
function survives({ sortedMs }: Outcome, formula: (ms: number) => number) {
  for (const ms of times) expect(Math.abs(beyond(sortedMs, ms) - formula(ms)), `${ms} ms`).toBeLessThan(close);
}
const away = (availability: number, noticeMs = 0): Partial<Sides> => ({
  far: { ...sides.far, availability, noticeMs },
});

describe('latency by strategy, against closed forms', () => {
  it('is each side’s own where one answers alone', () => {
    survives(outcome({ kind: 'near-only' }), nearBeyond);
    survives(outcome({ kind: 'far-only' }), farBeyond);
  });

  it('is the minimum of both where both are asked: survival multiplies', () => {
    survives(outcome({ kind: 'hedge' }), (ms) => nearBeyond(ms) * farBeyond(ms));
  });

  // The minimum of two exponentials is one, its rate the sum of theirs: 1 ⁄ (1 ⁄ 50 + 1 ⁄ 100) = 33.3 ms.
  it('is the exponential that two exponentials make', () => {
    const exponential = (meanMs: number) =>
      Float64Array.from({ length: 100_000 }, (_, i) => -meanMs * Math.log((i + 0.5) / 100_000));
    const changes = {
      near: { ...sides.near, samplesMs: exponential(50) },
      far: { ...sides.far, samplesMs: exponential(100) },
    };
    const { sortedMs, p50, nearShare } = outcome({ kind: 'hedge' }, changes);
    const mean = sortedMs.reduce((all, ms) => all + ms, 0) / sortedMs.length;
    expect(mean / (100 / 3)).toBeCloseTo(1, 1);
    expect((p50 as number) / ((100 / 3) * Math.LN2)).toBeCloseTo(1, 1);
    expect(Math.abs(nearShare - 2 / 3)).toBeLessThan(close);
  });

  it('is near’s up to the deadline, and then the first of near and a far side that begins there', () => {
    const deadlineMs = 70;
    survives(outcome({ kind: 'near-first', deadlineMs, whenLate: 'race' }), (ms) =>
      ms < deadlineMs ? nearBeyond(ms) : nearBeyond(ms) * farBeyond(ms - deadlineMs),
    );
  });

  it('is a mixture of near below the deadline and far after it where near is left', () => {
    const deadlineMs = 70;
    const late = nearBeyond(deadlineMs);
    const left = outcome({ kind: 'near-first', deadlineMs, whenLate: 'leave' });
    survives(left, (ms) => (ms < deadlineMs ? nearBeyond(ms) : late * farBeyond(ms - deadlineMs)));
    expect(Math.abs(left.nearShare - (1 - late))).toBeLessThan(close);
    expect((left.usd as number) / (1e-4 * late)).toBeCloseTo(1, 1);
  });

  it('is the other way round where the device stands in for a far side that is late or away', () => {
    const giveUpMs = 100;
    survives(outcome({ kind: 'offline-fallback', giveUpMs }), (ms) =>
      ms < giveUpMs ? farBeyond(ms) : farBeyond(ms) * nearBeyond(ms - giveUpMs),
    );
    // Away one time in ten, noticed after 30 ms.
    const fallen = outcome({ kind: 'offline-fallback', giveUpMs: 600_000 }, away(0.9, 30));
    survives(fallen, (ms) => 0.9 * farBeyond(ms) + 0.1 * nearBeyond(ms - 30));
    expect(fallen.failedShare).toBe(0);
    expect(Math.abs(fallen.nearShare - 0.1)).toBeLessThan(close);
  });

  it('has no percentile that isn’t reached', () => {
    const { p50, p90, p99, failedShare } = outcome({ kind: 'far-only' }, away(0.95));
    expect(Math.abs(failedShare - 0.05)).toBeLessThan(close);
    expect(p50).toBeGreaterThan(0);
    expect(p90).toBeGreaterThan(0);
    expect(p99).toBeNull();
  });

  it('is a mixture by size', () => {
    const large = lognormal(900, 0.2);
    const sizes = [
      { upBytes: 20_000, weight: 3, farMs: sides.far.samplesMs },
      { upBytes: 2_000_000, weight: 1, farMs: large },
    ];
    const routed = outcome({ kind: 'by-size', mostFarBytes: 100_000 }, { sizes });
    survives(routed, (ms) => 0.75 * farBeyond(ms) + 0.25 * nearBeyond(ms));
    expect(Math.abs(routed.nearShare - 0.25)).toBeLessThan(close);
    survives(outcome({ kind: 'far-only' }, { sizes }), (ms) => 0.75 * farBeyond(ms) + 0.25 * beyond(large, ms));
  });

  it('adds both where the device isn’t sure, and is as right as whoever answered', () => {
    // 60 of 100 sure and 57 of those right; of the others 20 right.
    const confidences = Array.from({ length: 100 }, (_, index) => ({
      confidence: index < 60 ? 0.95 : 0.5,
      right: index < 57 || index >= 80,
    }));
    const routed = outcome({ kind: 'by-confidence', leastConfidence: 0.9 }, { confidences });
    const mean = ({ sortedMs }: Outcome) => sortedMs.reduce((all, ms) => all + ms, 0) / sortedMs.length;
    const [near, far] = [outcome({ kind: 'near-only' }), outcome({ kind: 'far-only' })].map(mean) as [number, number];
    expect(mean(routed) / (near + 0.4 * far)).toBeCloseTo(1, 1);
    expect(Math.abs(routed.nearShare - 0.6)).toBeLessThan(close);
    expect(routed.accuracy).toBeCloseTo(0.57 + 0.4 * 0.95, 2);
    const unjudged = confidences.map((each) => ({ ...each, right: null }));
    expect(outcome({ kind: 'by-confidence', leastConfidence: 0.9 }, { confidences: unjudged }).accuracy).toBeNull();
  });
});

describe('what a strategy takes', () => {
  it('is both sides’ where both are asked', () => {
    const { usd, joules, accuracy } = outcome({ kind: 'hedge' });
    expect(usd).toBeCloseTo(1e-4, 12);
    expect(joules?.low).toBeCloseTo(1.2, 9);
    expect(joules?.high).toBeCloseTo(5.2, 9);
    expect(accuracy).toBeGreaterThan(0.9);
    expect(accuracy).toBeLessThan(0.95);
  });

  it('is unknown where a side that is used is, and known where it isn’t used', () => {
    const dark: Partial<Sides> = { far: { ...sides.far, joules: null, usd: null, accuracy: null } };
    expect(outcome({ kind: 'near-only' }, dark)).toMatchObject({ usd: 0, accuracy: expect.closeTo(0.9, 9) });
    expect(outcome({ kind: 'near-only' }, dark).joules?.low).toBeCloseTo(0.2, 9);
    expect(outcome({ kind: 'hedge' }, dark)).toMatchObject({ usd: null, joules: null, accuracy: null });
  });
});

describe('a plan', () => {
  it('is the same for the same seed, and draws the same requests for every strategy', () => {
    const strategies: Strategy[] = [{ kind: 'near-only' }, { kind: 'hedge' }, { kind: 'far-only' }];
    const run = (seed: number) => outcomesOf(strategies, { sides, seed, requests: 500 });
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
    expect(outcomesOf(strategies.slice(2), { sides, seed: 1, requests: 500 })[0]).toEqual(run(1)[2]);
  });

  it.each<[Strategy, Partial<Sides>, RegExp]>([
    [{ kind: 'by-confidence', leastConfidence: 0.5 }, {}, /how sure the model is/],
    [{ kind: 'by-size', mostFarBytes: 5 }, {}, /how large requests are/],
    [{ kind: 'speculative', draftTokens: 4 }, {}, /texts/],
    [{ kind: 'near-only' }, { near: { ...sides.near, samplesMs: [] } }, /no times/],
    [{ kind: 'near-only' }, { near: { ...sides.near, samplesMs: [Number.NaN] } }, /finite/],
    [{ kind: 'hedge' }, away(1.5), /availability/],
    [{ kind: 'hedge' }, { sizes: [] }, /no size/],
    [{ kind: 'hedge' }, { confidences: [{ confidence: 2, right: null }] }, /confidence is from 0 to 1/],
  ])('refuses %j in a sentence (case %#)', (strategy, changes, problem) => {
    const [result] = outcomesOf([strategy], { sides: { ...sides, ...changes }, seed: 1, requests: 10 });
    expect(result).toEqual({ strategy, problem: expect.stringMatching(problem) });
  });

  it('refuses a seed or a number of requests that isn’t whole, as data', () => {
    const strategies: Strategy[] = [{ kind: 'hedge' }];
    for (const changes of [{ seed: 0.5 }, { seed: 1, requests: 0 }, { seed: 1, requests: Number.NaN }]) {
      expect(outcomesOf(strategies, { sides, ...changes })).toEqual([
        { strategy: strategies[0], problem: expect.stringMatching(/whole/) },
      ]);
    }
  });

  it.each([{ usd: -1 }, { accuracy: 1.5 }, { joules: { low: Number.NaN, high: 1 } }])(
    'refuses a side with %j, as data',
    (change) => {
      const odd = { ...sides, far: { ...sides.far, ...change } };
      expect(outcomesOf([{ kind: 'hedge' }], { sides: odd, seed: 1 })).toMatchObject([
        { problem: expect.stringMatching(/^There is no plan: money/) },
      ]);
    },
  );
});
