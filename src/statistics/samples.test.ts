import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { medianAbsoluteDeviation, percentile, sorted } from './samples';

/** Motor Trend 1974, miles a gallon, as in R's `mtcars$mpg`. */
const mpg = [
  21, 21, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4, 14.7, 32.4, 30.4, 33.9,
  21.5, 15.5, 15.2, 13.3, 19.2, 27.3, 26, 30.4, 15.8, 19.7, 15, 21.4,
];
const duration = fc.double({ min: 1e-3, max: 1e5, noNaN: true });
const durations = fc.array(duration, { minLength: 1, maxLength: 60 });

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
