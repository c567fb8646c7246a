import { describe, expect, it } from 'vitest';
import { coinTail } from './binomial';

describe('coinTail', () => {
  it('is the exact tail for small counts', () => {
    expect(coinTail(0, 10)).toBe(1);
    expect(coinTail(10, 10)).toBeCloseTo(1 / 1024, 12);
    // 1 + 10 + 45 of 1024 outcomes.
    expect(coinTail(8, 10)).toBeCloseTo(56 / 1024, 12);
    expect(coinTail(7, 7)).toBeCloseTo(1 / 128, 12);
  });

  it('does not underflow where 2^-n does', () => {
    expect(coinTail(1500, 3000)).toBeCloseTo(0.5073, 3);
    expect(coinTail(1600, 3000)).toBeGreaterThan(0);
    expect(coinTail(1600, 3000)).toBeLessThan(2e-4);
  });

  it('is certain when nothing was thrown', () => {
    expect(coinTail(0, 0)).toBe(1);
  });
});
