import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gaussian, seededRandom } from '../domain/random';
import { deviation } from './jitter';

describe('jitter', () => {
  // ¼ z + ¾ · (4/3)((1 − Φ(z))^(−1/3) − 1.5), worked by hand: at z = 0 the tail is 0.5, at 1.2815516 it is 0.1.
  it.each([
    [0, -0.240079],
    [1.2815516, 0.25 * 1.2815516 + 2.154435 - 1.5],
    [9, 0.25 * 9 + 0.75 * 4],
  ])('paretonormal at z = %d is netem’s', (z, expected) => {
    expect(deviation('paretonormal', z)).toBeCloseTo(expected, 4);
  });

  it('leaves a normal value as it is', () => {
    expect(deviation('normal', -1.5)).toBe(-1.5);
  });

  it('grows with z', () => {
    const z = fc.double({ min: -8, max: 8, noNaN: true });
    fc.assert(
      fc.property(z, z, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        // The tail's approximation is good to 1.5e-7, and may step by as much.
        expect(deviation('paretonormal', high)).toBeGreaterThanOrEqual(deviation('paretonormal', low) - 1e-6);
      }),
    );
  });

  it('has mean 0, so that a profile’s round trip stays the mean', () => {
    const random = seededRandom(3);
    const values = Array.from({ length: 40_000 }, () => deviation('paretonormal', gaussian(random)));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    // netem cuts the Pareto tail at 4, which takes 0.02–0.03 off its mean.
    expect(Math.abs(mean)).toBeLessThan(0.05);
  });
});
