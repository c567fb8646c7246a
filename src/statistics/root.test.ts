import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rootBetween } from './root';

/** The root, and how often the function was asked. */
function found(of: (x: number) => number, low: number, high: number, tolerance = 1e-9) {
  let asked = 0;
  const counted = (x: number) => {
    asked++;
    return of(x);
  };
  return {
    root: rootBetween(
      counted,
      [
        [low, of(low)],
        [high, of(high)],
      ],
      tolerance,
    ),
    asked,
  };
}

describe('the root between two ends', () => {
  it.each([
    ['a straight line', (x: number) => 3 * x - 7, 0, 1e4, 7 / 3],
    ['a cubic', (x: number) => x ** 3 - 2, 0, 100, Math.cbrt(2)],
    ['a falling exponential', (x: number) => Math.exp(-x) - 0.01, 0, 50, Math.log(100)],
    ['a kink', (x: number) => Math.max(0, x - 5) * 9 + x - 6, 0, 1000, 5.1],
  ])('of %s, with far fewer questions than bisection’s forty', (_, of, low, high, expected) => {
    const { root, asked } = found(of, low, high);
    expect(Math.abs(root / expected - 1)).toBeLessThan(2e-9);
    expect(asked).toBeLessThan(25);
  });

  it('is where a step is', () => {
    const { root } = found((x) => (x < Math.PI ? -1 : 1), 0, 1000, 1e-12);
    expect(root).toBeCloseTo(Math.PI, 9);
  });

  it('is between a value below 0 and one that isn’t, of anything that rises', () => {
    const place = fc.double({ min: 0.001, max: 999, noNaN: true });
    fc.assert(
      fc.property(place, fc.double({ min: 0.1, max: 9, noNaN: true }), (at, power) => {
        const of = (x: number) => Math.sign(x - at) * Math.abs(x - at) ** power;
        const { root, asked } = found(of, 0, 1000, 1e-7);
        expect(Math.abs(root - at)).toBeLessThanOrEqual(2e-7 * at + 1e-12);
        expect(asked).toBeLessThan(200);
      }),
    );
  });
});
