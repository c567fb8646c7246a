import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nearestRanks } from './select';

it('finds what a sort would, whatever the order and however many are equal', () => {
  const value = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ noNaN: true }));
  const shares = [0, 0.5, 0.9, 0.99, 1];
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 300 }), (values) => {
      const sorted = Float64Array.from(values).sort();
      const ranks = shares.map((share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]);
      // −0 and 0 are equal, and stand in any order.
      expect(nearestRanks(Float64Array.from(values), shares).map((each) => each + 0)).toEqual(
        ranks.map((each) => Number(each) + 0),
      );
    }),
  );
});
