import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gaussian, seededRandom } from '../domain/random';
import { median, medianInterval, percentile, sorted } from './samples';

/** `n` log-normal samples around 20 ms. */
const noisy = (n: number, seed: number, noise = 0.05) => {
  const random = seededRandom(seed);
  return Array.from({ length: n }, () => 20 * Math.exp(noise * gaussian(random)));
};

describe('medianInterval', () => {
  it('follows the exact bootstrap distribution of the median of seven', () => {
    // Efron 1979 gives P*(median = x(k)) as a difference of binomial sums: .0102 .0981 .2386 .3062 .2386 .0981 .0102.
    // The mouse treatment times of Efron & Tibshirani 1993, table 2.1, so have their 2.5 % point at x(2), 5 % still at x(2), 15 % at x(3).
    const mice = sorted([94, 197, 16, 38, 99, 141, 23]);
    const at = (confidence: number) => medianInterval(mice, { confidence, resamples: 20_000, random: seededRandom(5) });
    expect(at(0.99)).toEqual([16, 197]);
    expect(at(0.95)).toEqual([23, 141]);
    expect(at(0.9)).toEqual([23, 141]);
    expect(at(0.7)).toEqual([38, 99]);
    expect(at(0.2)).toEqual([94, 94]);
  });

  it('agrees with resampling written out, for even and odd n', () => {
    for (const n of [5, 6, 20, 41, 64]) {
      const samples = sorted(noisy(n, n));
      const random = seededRandom(99);
      const written = Array.from({ length: 10_000 }, () =>
        median(sorted(samples.map(() => samples[Math.floor(random() * n)] as number))),
      );
      const [low, high] = medianInterval(samples, { resamples: 10_000, random: seededRandom(1) });
      expect(Math.abs(low - percentile(sorted(written), 2.5))).toBeLessThan(0.01 * low);
      expect(Math.abs(high - percentile(sorted(written), 97.5))).toBeLessThan(0.01 * high);
    }
  });

  it('holds the true median of skewed data in about 95 of 100 experiments', () => {
    const experiments = 1000;
    let held = 0;
    for (let i = 0; i < experiments; i++) {
      const [low, high] = medianInterval(sorted(noisy(64, i, 0.4)), { random: seededRandom(i), resamples: 500 });
      if (low <= 20 && 20 <= high) held++;
    }
    // Three standard deviations of Binomial(1000, 0.95) are 2.1 %.
    expect(held / experiments).toBeGreaterThan(0.929);
    expect(held / experiments).toBeLessThan(0.971);
  });

  it('holds the median, lies between the extremes and repeats from its seed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1e-3, max: 1e5, noNaN: true }), { minLength: 5, maxLength: 60 }),
        fc.nat(),
        (samples, seed) => {
          const ordered = sorted(samples);
          const [low, high] = medianInterval(ordered, { random: seededRandom(seed) });
          expect(low).toBeLessThanOrEqual(median(ordered));
          expect(high).toBeGreaterThanOrEqual(median(ordered));
          expect(low).toBeGreaterThanOrEqual(Math.min(...samples));
          expect(high).toBeLessThanOrEqual(Math.max(...samples));
          expect(medianInterval(ordered, { random: seededRandom(seed) })).toEqual([low, high]);
        },
      ),
    );
  });
});
