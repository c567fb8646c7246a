import { describe, expect, it } from 'vitest';
import { merged, wilson } from './reliability';

describe('reliability', () => {
  it('merges bins by their counts', () => {
    const bins = [
      { from: 0, to: 0.5, count: 1, confidence: 0.4, right: 0 },
      { from: 0.5, to: 1, count: 3, confidence: 0.8, right: 3 },
    ];
    const { count, right, confidence } = merged(bins);
    expect([count, right, confidence]).toEqual([4, 3, expect.closeTo(0.7, 10)]);
  });

  it('gives the interval of Wilson: 81 of 263, the example of Newcombe 1998', () => {
    const [low, high] = wilson(81, 263);
    expect(low).toBeCloseTo(0.2553, 3);
    expect(high).toBeCloseTo(0.3662, 3);
    expect(wilson(0, 20)[0]).toBe(0);
    expect(wilson(20, 20)[1]).toBe(1);
  });
});
