import { expect, it } from 'vitest';
import { differenceOf, intervalOver, ofOpenings } from './openings';

/** Openings whose medians, in ms, lie a tenth below, at and above the centre, on the logarithm's scale. */
const around = (centreMs: number) => ofOpenings([-0.1, 0, 0.1].map((log) => Math.log(centreMs) + log));

it('compares as Welch’s test does: ten against ten and sixteen, three openings each', () => {
  // Both variances are 0.01, so that the degrees of freedom are 4 and the standard error is √(0.02 / 3) = 0.08165.
  const { gap, chance, ratio } = differenceOf(around(10), around(16))!;
  expect(gap).toBeCloseTo(0.6, 10);
  // t = ln 1.6 / 0.08165 = 5.756; with 4 degrees of freedom R's 2 * pt(-5.756, 4) is 0.00452.
  expect(chance).toBeCloseTo(0.00452, 4);
  // Student's quantile at 95 % and 4 degrees of freedom is 2.77645.
  expect(ratio[0]).toBeCloseTo(1.6 * Math.exp(-2.77645 * 0.0816497), 4);
  expect(ratio[1]).toBeCloseTo(1.6 * Math.exp(2.77645 * 0.0816497), 4);
  expect(differenceOf(around(16), around(10))).toEqual({ gap: expect.closeTo(gap, 10), chance, ratio });
  expect(differenceOf(around(10), around(10))?.chance).toBe(1);
});

it('says nothing of single openings', () => {
  const one = ofOpenings([2]);
  expect([intervalOver(one), differenceOf(one, around(10))]).toEqual([undefined, undefined]);
  expect(() => ofOpenings([])).toThrow(RangeError);
});
