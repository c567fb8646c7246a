import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchFor } from './batch';

const duration = fc.double({ min: 1e-3, max: 1e5, noNaN: true });

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
