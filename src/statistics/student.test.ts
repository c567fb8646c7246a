import { describe, expect, it } from 'vitest';
import { regularisedBeta, studentQuantile, studentTails } from './student';

describe('Student’s t distribution', () => {
  it.each([
    // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2: critical values, two-sided.
    [0.95, 1, 12.706],
    [0.95, 2, 4.303],
    [0.95, 4, 2.776],
    [0.95, 10, 2.228],
    [0.95, 30, 2.042],
    [0.95, 100, 1.984],
    [0.99, 1, 63.657],
    [0.99, 2, 9.925],
    [0.99, 4, 4.604],
    [0.99, 8, 3.355],
    [0.99, 60, 2.66],
    [0.8, 5, 1.476],
  ])('quantile at %s with %s degrees of freedom is %s', (confidence, df, value) => {
    expect(studentQuantile(confidence, df)).toBeCloseTo(value, 2);
  });

  it('follows the closed forms of one and two degrees of freedom', () => {
    // One is Cauchy's: P(|T| > t) = 1 − 2 atan(t)/π. Two: P(|T| > t) = 1 − t/√(2 + t²).
    for (const t of [0.1, 0.7, 1, 3, 20]) {
      expect(studentTails(t, 1)).toBeCloseTo(1 - (2 * Math.atan(t)) / Math.PI, 12);
      expect(studentTails(t, 2)).toBeCloseTo(1 - t / Math.sqrt(2 + t * t), 12);
    }
  });

  it('lies between its neighbours for degrees that are no whole number', () => {
    expect(studentQuantile(0.95, 4.5)).toBeLessThan(studentQuantile(0.95, 4));
    expect(studentQuantile(0.95, 4.5)).toBeGreaterThan(studentQuantile(0.95, 5));
  });

  it('mirrors: I_x(a, b) = 1 − I_{1−x}(b, a)', () => {
    expect(regularisedBeta(2.5, 0.5, 0.3) + regularisedBeta(0.5, 2.5, 0.7)).toBeCloseTo(1, 12);
    expect(regularisedBeta(1, 1, 0.42)).toBeCloseTo(0.42, 12);
  });

  it('refuses what has no quantile', () => {
    expect(() => studentQuantile(1, 3)).toThrow(RangeError);
    expect(() => studentQuantile(0.95, 0)).toThrow(RangeError);
  });
});
