import { describe, expect, it } from 'vitest';
import { accuracy, bestTemperature, calibrationError, logLoss, quantile, wilson, type Judged } from './scores';

const logit = (p: number) => Math.log(p / (1 - p));
/** `count` examples said to be positive with probability `said`, of which the share `so` is. */
const said = (p: number, so: number, count = 100): Judged[] =>
  Array.from({ length: count }, (_, index) => ({ logit: logit(p), label: index < so * count ? 1 : 0 }));

describe('scores', () => {
  it('count what is on the right side', () => {
    expect(accuracy([...said(0.9, 0.8), ...said(0.2, 0.1)])).toBeCloseTo(0.85);
  });

  it('give the Wilson interval that is published for 81 of 263', () => {
    // Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.
    const [low, high] = wilson(81 / 263, 263);
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(['0.2553', '0.3662']);
  });

  it('measure calibration as the distance of what is said from what is so', () => {
    expect(calibrationError([...said(0.9, 0.9), ...said(0.2, 0.2)])).toBeCloseTo(0);
    expect(calibrationError([...said(0.9, 0.7), ...said(0.2, 0.3)])).toBeCloseTo(0.15);
  });

  it('find the temperature at which probabilities are true', () => {
    // Log-odds twice too large: said 0.9 where a temperature of 2 says 0.75, which is so.
    const overconfident = [...said(0.9, 0.75), ...said(0.1, 0.25)];
    expect(bestTemperature(overconfident)).toBeCloseTo(2, 3);
    expect(logLoss(overconfident, 2)).toBeLessThan(logLoss(overconfident));
  });

  it('take the value that a share of all does not exceed', () => {
    expect(quantile([5, 1, 4, 2, 3], 0.8)).toBe(4);
    expect(quantile([5, 1, 4, 2, 3], 1)).toBe(5);
  });
});
