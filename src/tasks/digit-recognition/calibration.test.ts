import { describe, expect, it } from 'vitest';
import { calibrationFrom, digitScore, softmax } from './calibration';

describe('calibration', () => {
  it('divides logits by the temperature: less sure, in the same order', () => {
    expect(softmax([Math.log(9), 0])).toEqual([expect.closeTo(0.9, 10), expect.closeTo(0.1, 10)]);
    expect(softmax([Math.log(9), 0], 2)).toEqual([expect.closeTo(0.75, 10), expect.closeTo(0.25, 10)]);
    expect(softmax([1000, 0])).toEqual([1, 0]);
  });

  it('scores by the logarithm of the sum of exponentials, without overflow', () => {
    expect(digitScore([Math.log(2), Math.log(3)])).toBeCloseTo(Math.log(5), 10);
    expect(digitScore([1000, 0])).toBe(1000);
    expect(digitScore([-1000, -1000])).toBeCloseTo(-1000 + Math.LN2, 10);
  });

  it('does not do without its file', () => {
    expect(() => calibrationFrom(new Map())).toThrow('calibration.json');
  });
});
