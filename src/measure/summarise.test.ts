import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gaussian, seededRandom } from '../domain/random';
import type { Visit } from '../record/record';
import { summarise } from './summarise';

const duration = fc.double({ min: 1e-3, max: 1e5, noNaN: true });
const durations = fc.array(duration, { minLength: 1, maxLength: 60 });
const options = { batch: 1 };
/** Samples as visits of so many openings, alike in length. */
const visitsOf = (samples: readonly number[], openings = 1): Visit[] => {
  const each = Math.ceil(samples.length / openings);
  return Array.from({ length: openings }, (_, opening) => ({
    opening,
    visit: opening,
    samplesMs: samples.slice(opening * each, (opening + 1) * each),
  })).filter(({ samplesMs }) => samplesMs.length > 0);
};
/** `n` samples around 20 ms with log-normal noise of about `noise`. */
const noisy = (n: number, seed: number, noise = 0.05, centre = 20) => {
  const random = seededRandom(seed);
  return Array.from({ length: n }, () => centre * Math.exp(noise * gaussian(random)));
};
const flagsOf = (samples: readonly number[], openings = 1) => summarise(visitsOf(samples, openings), options).flags;

describe('summarise', () => {
  it('gives each figure from the n on at which it means something', () => {
    const keys = (n: number, openings = 1) => Object.keys(summarise(visitsOf(noisy(n, 1), openings), options));
    expect(keys(9)).not.toContain('p90Ms');
    expect(keys(10)).toContain('p90Ms');
    expect(keys(99)).not.toContain('p99Ms');
    expect(keys(100)).toContain('p99Ms');
  });

  it('gives no interval from one opening, however many its samples', () => {
    expect(summarise(visitsOf(noisy(1000, 1)), options).ci95Ms).toBeUndefined();
    expect(summarise(visitsOf(noisy(12, 1), 2), options).ci95Ms).toBeDefined();
  });

  it('takes the openings’ geometric mean and Student’s interval of it', () => {
    const visits = visitsOf([10, 10, 20, 20, 40, 40], 3);
    const { medianMs, ci95Ms, openings, n } = summarise(visits, options);
    expect([openings, n]).toEqual([3, 6]);
    expect(medianMs).toBeCloseTo(20, 10);
    // Logarithms differ by ln 2, their standard deviation; 4.3027 is Student's quantile at two degrees of freedom.
    const half = (4.302653 * Math.LN2) / Math.sqrt(3);
    expect(ci95Ms?.[0]).toBeCloseTo(20 * Math.exp(-half), 4);
    expect(ci95Ms?.[1]).toBeCloseTo(20 * Math.exp(half), 3);
  });

  it('joins the visits of one opening, in whatever order openings take turns', () => {
    const visits: Visit[] = [
      { opening: 1, visit: 1, samplesMs: [40] },
      { opening: 0, visit: 0, samplesMs: [10, 11, 12] },
      { opening: 1, visit: 2, samplesMs: [30, 50] },
    ];
    expect(summarise(visits, options)).toMatchObject({
      openings: 2,
      n: 6,
      medianMs: expect.closeTo(Math.sqrt(11 * 40), 9),
    });
  });

  it('scales with the unit', () => {
    // By powers of two, so that it is nearly exact.
    fc.assert(
      fc.property(durations, fc.constantFrom(0.25, 2, 1024), (samples, factor) => {
        const plain = summarise(visitsOf(samples, 3), options);
        const scaled = summarise(
          visitsOf(
            samples.map((sample) => sample * factor),
            3,
          ),
          options,
        );
        expect(scaled.medianMs / (plain.medianMs * factor)).toBeCloseTo(1, 9);
        expect(scaled.madMs).toBe(plain.madMs * factor);
        expect(scaled.p90Ms).toBe(plain.p90Ms && plain.p90Ms * factor);
        expect(scaled.flags).toEqual(plain.flags);
      }),
    );
  });

  it('keeps the caller’s flags once and adds those it finds', () => {
    expect(summarise(visitsOf([1, 1.1]), { batch: 8, flags: ['capped', 'few'] }).flags).toEqual([
      'capped',
      'few',
      'batched',
    ]);
    expect(flagsOf(noisy(64, 2))).toEqual([]);
  });

  it('flags spread, but not for one outlier, however few the samples', () => {
    expect(flagsOf([10, 10, 10, 10, 40])).toEqual([]);
    expect(flagsOf([...noisy(63, 3, 0.02), 500])).toEqual([]);
    expect(flagsOf([10, 10, 12, 14, 15])).toEqual(['spread']);
    expect(flagsOf(noisy(64, 4, 0.3))).toContain('spread');
  });

  it('flags a cell that slows down for good, and one that gets faster within its openings', () => {
    const heating = noisy(64, 5, 0.03).map((sample, i) => sample * (1 + (0.2 * i) / 63));
    expect(flagsOf(heating)).toContain('drift');
    expect(flagsOf(heating)).not.toContain('not-warm');
    expect(flagsOf(heating.toReversed())).toContain('not-warm');
    expect(flagsOf(heating.toReversed())).not.toContain('drift');
    expect(flagsOf(heating.slice(0, 20))).not.toContain('drift');
    // Three openings, each of which starts slow: the cell as a whole does not drift.
    const cold = [...heating.toReversed(), ...heating.toReversed(), ...heating.toReversed()];
    expect(flagsOf(cold, 3)).toContain('not-warm');
    expect(flagsOf(cold, 3)).not.toContain('drift');
  });

  it('calls almost no steady run drifting or cold, be it as noisy as they come', () => {
    let trending = 0;
    for (let seed = 0; seed < 500; seed++) {
      const flags = flagsOf(noisy(30, seed, 0.3));
      if (flags.includes('drift') || flags.includes('not-warm')) trending++;
    }
    // At most 1 in 100 each way by the test's own level; four standard deviations above that for 500 runs.
    expect(trending / 500).toBeLessThan(0.045);
  });

  it('refuses a clock that stood still', () => {
    expect(() => summarise(visitsOf([3, 0, 3]), options)).toThrow(expect.objectContaining({ code: 'bad-sample' }));
    expect(() => summarise([], options)).toThrow(expect.objectContaining({ code: 'bad-sample' }));
  });
});
