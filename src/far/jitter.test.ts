import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gaussian, seededRandom } from '../domain/random';
import { correlated, deviation, jitterDistributions } from './jitter';

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

  it.each(jitterDistributions)('%s has netem’s mean 0, and its spread', (distribution) => {
    const random = seededRandom(5);
    const values = Array.from({ length: 200_000 }, () => deviation(distribution, gaussian(random)));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.06);
    // Uniform from −1 to 1: σ 1 ⁄ √3.
    const deviationOf = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    if (distribution === 'uniform') expect(deviationOf).toBeCloseTo(1 / Math.sqrt(3), 2);
    if (distribution === 'normal') expect(deviationOf).toBeCloseTo(1, 2);
  });

  it('follows itself as it is correlated, and keeps its distribution', () => {
    const random = seededRandom(6);
    const runs = Array.from({ length: 40_000 }, () =>
      correlated([gaussian(random), gaussian(random), gaussian(random)], 0.6),
    );
    const product = (a: 0 | 1 | 2, b: 0 | 1 | 2) => runs.reduce((sum, run) => sum + run[a]! * run[b]!, 0) / runs.length;
    expect(product(0, 1)).toBeCloseTo(0.6, 1);
    expect(product(0, 2)).toBeCloseTo(0.36, 1);
    for (const place of [0, 1, 2] as const) expect(product(place, place)).toBeCloseTo(1, 1);
    expect(correlated([1, -2], 0)).toEqual([1, -2]);
    expect(correlated([1, -2], 1)).toEqual([1, 1]);
  });
});
