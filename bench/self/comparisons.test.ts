import { expect, it } from 'vitest';
import { ratioOf } from './comparisons';

/** Slices on a machine that slows down by a tenth a pair; the product takes `share` times the bare worker's time. */
function opening(share: number, pairs = 20) {
  return Array.from({ length: pairs }, (_, index) => {
    const otherMs = 20 * 1.1 ** index;
    return { otherMs, ourMs: otherMs * share };
  });
}

it('drift that hits both sides of a pair does not show in the ratio', () => {
  const { ratio, low, high } = ratioOf([opening(1.02), opening(1.02), opening(1.02)], 1);
  for (const value of [ratio, low, high]) expect(value).toBeCloseTo(1.02, 9);
});

it('one slow opening moves the interval, not the ratio, however many slices it has', () => {
  const usual = [opening(1), opening(1), opening(1), opening(1)];
  const { ratio, high } = ratioOf([...usual, opening(1.2, 500)], 1);
  expect(ratio).toBeCloseTo(1, 9);
  expect(high).toBeGreaterThan(1.1);
});
