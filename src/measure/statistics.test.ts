import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gaussian, seededRandom } from '../domain/random';
import { medianAbsoluteDeviation, percentile, sorted } from '../statistics/samples';
import { batchFor, distinguishable, summarise } from './statistics';

/** Motor Trend 1974, miles a gallon, as in R's `mtcars$mpg`. */
const mpg = [
  21, 21, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4, 14.7, 32.4, 30.4, 33.9,
  21.5, 15.5, 15.2, 13.3, 19.2, 27.3, 26, 30.4, 15.8, 19.7, 15, 21.4,
];
const duration = fc.double({ min: 1e-3, max: 1e5, noNaN: true });
const durations = fc.array(duration, { minLength: 1, maxLength: 60 });
const options = { batch: 1, seed: 1 };
/** `n` samples around 20 ms with log-normal noise of about `noise`. */
const noisy = (n: number, seed: number, noise = 0.05, centre = 20) => {
  const random = seededRandom(seed);
  return Array.from({ length: n }, () => centre * Math.exp(noise * gaussian(random)));
};

describe('sorted', () => {
  it.each([[[]], [[1, 0]], [[1, -2]], [[NaN]], [[1, Infinity]]])('refuses %j', (samples) => {
    expect(() => sorted(samples)).toThrow(expect.objectContaining({ code: 'bad-sample' }));
  });

  it('orders by number and leaves its argument alone', () => {
    const samples = [10, 9, 100];
    expect(sorted(samples)).toEqual([9, 10, 100]);
    expect(samples).toEqual([10, 9, 100]);
  });
});

describe('percentile', () => {
  it('agrees with R: quantile(mtcars$mpg)', () => {
    const quartiles = [0, 25, 50, 75, 100].map((p) => percentile(sorted(mpg), p));
    [10.4, 15.425, 19.2, 22.8, 33.9].forEach((expected, i) => expect(quartiles[i]).toBeCloseTo(expected, 10));
  });

  it.each([
    // NumPy's documentation of `percentile`, and its result for a textbook list.
    [[10, 7, 4, 3, 2, 1], 50, 3.5],
    [[15, 20, 35, 40, 50], 5, 16],
    [[15, 20, 35, 40, 50], 30, 23],
    [[15, 20, 35, 40, 50], 40, 29],
    [[1, 2, 3, 4], 75, 3.25],
  ])('of %j at %i is %d', (samples, p, expected) => {
    expect(percentile(sorted(samples), p)).toBeCloseTo(expected, 10);
  });

  it('stays between the extremes and rises with p', () => {
    const p = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(durations, p, p, (samples, p1, p2) => {
        const ordered = sorted(samples);
        const [low, high] = [percentile(ordered, Math.min(p1, p2)), percentile(ordered, Math.max(p1, p2))];
        expect(low).toBeGreaterThanOrEqual(Math.min(...samples));
        expect(high).toBeLessThanOrEqual(Math.max(...samples));
        expect(low).toBeLessThanOrEqual(high * (1 + 1e-12));
      }),
    );
  });

  it.each([-1, 100.1, NaN])('refuses p = %d', (p) => {
    expect(() => percentile(sorted([1]), p)).toThrow(RangeError);
  });
});

describe('medianAbsoluteDeviation', () => {
  it('agrees with R: mad(mtcars$mpg) is 5.41149, which includes the factor 1.4826', () => {
    expect(medianAbsoluteDeviation(sorted(mpg)) * 1.4826).toBeCloseTo(5.41149, 10);
  });

  it('is 0 for equal samples', () => {
    expect(medianAbsoluteDeviation(sorted([2, 2, 2]))).toBe(0);
  });
});

describe('summarise', () => {
  it('gives each figure from the n on at which it means something', () => {
    const keys = (n: number) => Object.keys(summarise(noisy(n, 1), options));
    expect(keys(4)).not.toContain('ci95Ms');
    expect(keys(5)).toContain('ci95Ms');
    expect(keys(9)).not.toContain('p90Ms');
    expect(keys(10)).toContain('p90Ms');
    expect(keys(99)).not.toContain('p99Ms');
    expect(keys(100)).toContain('p99Ms');
  });

  it('does not depend on the order of the samples, drift apart', () => {
    fc.assert(
      fc.property(durations, (samples) => {
        const figures = (list: readonly number[]) => ({ ...summarise(list, options), samplesMs: 0, flags: 0 });
        expect(figures(samples.toReversed())).toEqual(figures(samples));
      }),
    );
  });

  it('scales with the unit', () => {
    // By powers of two, so that equality is exact.
    fc.assert(
      fc.property(durations, fc.constantFrom(0.25, 2, 1024), (samples, factor) => {
        const plain = summarise(samples, options);
        const scaled = summarise(
          samples.map((sample) => sample * factor),
          options,
        );
        expect(scaled.medianMs).toBe(plain.medianMs * factor);
        expect(scaled.madMs).toBe(plain.madMs * factor);
        expect(scaled.p90Ms).toBe(plain.p90Ms && plain.p90Ms * factor);
        expect(scaled.ci95Ms).toEqual(plain.ci95Ms?.map((bound) => bound * factor));
        expect(scaled.flags).toEqual(plain.flags);
      }),
    );
  });

  it('keeps the caller’s flags once and adds those it finds', () => {
    expect(summarise([1, 1.1], { batch: 8, seed: 1, flags: ['capped', 'few'] }).flags).toEqual([
      'capped',
      'few',
      'batched',
    ]);
    expect(summarise(noisy(64, 2), options).flags).toEqual([]);
  });

  it('flags spread, but not for one outlier, however few the samples', () => {
    expect(summarise([10, 10, 10, 10, 40], options).flags).toEqual([]);
    expect(summarise([...noisy(63, 3, 0.02), 500], options).flags).toEqual([]);
    expect(summarise([10, 10, 12, 14, 15], options).flags).toEqual(['spread']);
    expect(summarise(noisy(64, 4, 0.3), options).flags).toContain('spread');
  });

  it('flags a run that slows down for good', () => {
    const heating = noisy(64, 5, 0.03).map((sample, i) => sample * (1 + (0.2 * i) / 63));
    expect(summarise(heating, options).flags).toContain('drift');
    expect(summarise(heating.toReversed(), options).flags).not.toContain('drift');
    expect(summarise(heating.slice(0, 20), options).flags).not.toContain('drift');
  });

  it('calls almost no steady run drifting, be it as noisy as they come', () => {
    let drifting = 0;
    for (let seed = 0; seed < 500; seed++) {
      if (summarise(noisy(30, seed, 0.3), options).flags.includes('drift')) drifting++;
    }
    // At most 1 in 100 by the test's own level; four standard deviations above that for 500 runs.
    expect(drifting / 500).toBeLessThan(0.028);
  });

  it('refuses a clock that stood still', () => {
    expect(() => summarise([3, 0, 3], options)).toThrow(expect.objectContaining({ code: 'bad-sample' }));
  });
});

describe('distinguishable', () => {
  const cell = (centre: number, n = 64) => summarise(noisy(n, 6, 0.05, centre), options);

  it('needs intervals that stay apart', () => {
    expect(distinguishable(cell(20), cell(30))).toBe(true);
    expect(distinguishable(cell(30), cell(20))).toBe(true);
    expect(distinguishable(cell(20), cell(20.1))).toBe(false);
    expect(distinguishable(cell(20), cell(20))).toBe(false);
  });

  it('needs intervals at all', () => {
    expect(distinguishable(cell(20, 4), cell(2000))).toBe(false);
    expect(distinguishable(cell(20), cell(2000, 4))).toBe(false);
  });

  it('does not call a tick of the clock a difference', () => {
    const steady = (ms: number, batch: number) => summarise(new Array<number>(64).fill(ms), { batch, seed: 1 });
    expect(distinguishable(steady(20, 1), steady(21, 1), 1)).toBe(false);
    expect(distinguishable(steady(20, 1), steady(23, 1), 1)).toBe(true);
    expect(distinguishable(steady(20, 10), steady(21, 10), 1)).toBe(true);
  });
});

describe('batchFor', () => {
  it.each([
    [30, 0.1, 1],
    [2, 0.1, 1],
    [0.4, 0.1, 5],
    [3, 1, 7],
    [0.001, 1, 1000],
    [0, 1, 1000],
  ])('a median of %d ms on a clock of %d ms takes %i', (medianMs, resolutionMs, expected) => {
    expect(batchFor(medianMs, resolutionMs)).toBe(expected);
  });

  it('makes every sample span 20 ticks unless 1000 inferences do not', () => {
    fc.assert(
      fc.property(duration, fc.constantFrom(0.005, 0.02, 0.1, 1), (medianMs, resolutionMs) => {
        const batch = batchFor(medianMs, resolutionMs);
        expect(batch === 1000 || batch * medianMs >= 20 * resolutionMs * (1 - 1e-12)).toBe(true);
      }),
    );
  });

  it('keeps ten minutes of a short inference within what a record holds', () => {
    const batch = batchFor(1, 0.005, 600_000);
    expect(600_000 / (1 * batch)).toBeLessThanOrEqual(100_000);
  });

  it.each([
    [NaN, 1],
    [-1, 1],
    [1, 0],
  ])('refuses a median of %d ms on a clock of %d ms', (medianMs, resolutionMs) => {
    expect(() => batchFor(medianMs, resolutionMs)).toThrow(RangeError);
  });
});
