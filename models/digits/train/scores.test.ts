import { describe, expect, it } from 'vitest';
import { areaUnderCurve, binned, calibrationError, lowest } from './scores';

describe('the measures of the digit network', () => {
  it('calibration error: two bins worked out by hand', () => {
    // 4 answers at 0.9 of which 2 are right (off by 0.4), 1 answer at 0.5 that is right (off by 0.5).
    const answers = [
      ...[true, true, false, false].map((right) => ({ confidence: 0.9, right })),
      { confidence: 0.5, right: true },
    ];
    expect(calibrationError(binned(answers))).toBeCloseTo((4 * 0.4 + 1 * 0.5) / 5, 10);
  });

  it('bins hold every answer once, a certain one too', () => {
    const bins = binned(
      [0, 0.5, 0.999, 1].map((confidence) => ({ confidence, right: true })),
      15,
    );
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(4);
    expect(bins.at(-1)).toMatchObject({ count: 2, to: 1 });
  });

  it('area under the curve: all above, none above, ties', () => {
    expect(areaUnderCurve([2, 3], [0, 1])).toBe(1);
    expect(areaUnderCurve([0, 1], [2, 3])).toBe(0);
    expect(areaUnderCurve([1], [1, 0])).toBe(0.75);
  });

  it('finds the bottom of a valley', () => {
    expect(lowest((x) => (x - 1.7) ** 2, 0.2, 5)).toBeCloseTo(1.7, 6);
  });
});
