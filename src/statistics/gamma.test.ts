import { describe, expect, it } from 'vitest';
import { gammaQuantile, regularisedGamma } from './gamma';

describe('incomplete gamma function', () => {
  // P(1, x) = 1 − e^(−x); P(2, x) = 1 − (1 + x) e^(−x); P(½, x) = erf(√x), erf(1) = 0.8427007929.
  it.each([
    [1, 0.3, 1 - Math.exp(-0.3)],
    [1, 7, 1 - Math.exp(-7)],
    [2, 1.5, 1 - 2.5 * Math.exp(-1.5)],
    [2, 9, 1 - 10 * Math.exp(-9)],
    [0.5, 1, 0.8427007929],
  ])('P(%d, %d)', (a, x, expected) => {
    expect(regularisedGamma(a, x)).toBeCloseTo(expected, 9);
  });

  // χ² with 2a degrees of freedom is 2 × gamma(a): its tabulated 95 % points are 3.8415 (1), 18.307 (10), 124.342 (100).
  it.each([
    [0.5, 3.841459],
    [5, 18.30704],
    [50, 124.3421],
  ])('the 95 %% point of shape %d is that of χ²', (shape, chiSquared) => {
    expect(gammaQuantile(shape, 0.95) * shape).toBeCloseTo(chiSquared / 2, 3);
  });

  it('of shape 1 is the exponential’s', () => {
    for (const share of [0, 0.001, 0.5, 0.999]) expect(gammaQuantile(1, share)).toBeCloseTo(-Math.log(1 - share), 7);
  });
});
