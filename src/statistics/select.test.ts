import fc from 'fast-check';
import { expect, it } from 'vitest';
import { percentile, percentileOf, sorted } from './samples';
import { select } from './select';

const values = fc.array(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 });

it('finds what stands at a place in order, and parts the list there', () => {
  fc.assert(
    fc.property(values, fc.nat(), (list, any) => {
      const rank = any % list.length;
      const changed = Float64Array.from(list);
      expect(select(changed, rank)).toBe(Float64Array.from(list).sort()[rank]);
      expect(Math.max(...changed.subarray(0, rank + 1))).toBe(changed[rank]);
      expect(Math.min(...changed.subarray(rank))).toBe(changed[rank]);
      expect(Float64Array.from(changed).sort()).toEqual(Float64Array.from(list).sort());
    }),
  );
});

it('gives the percentiles that the sorted samples have', () => {
  fc.assert(
    fc.property(values, fc.double({ min: 0, max: 100, noNaN: true }), (list, p) => {
      expect(percentileOf(list, p)).toBe(percentile(sorted(list), p));
    }),
  );
  expect(() => percentileOf([], 50)).toThrow('Not one sample was taken.');
  expect(() => percentileOf([1, 0], 50)).toThrow('a duration of 0 ms, which is impossible');
  expect(() => percentileOf([1], 101)).toThrow(RangeError);
});

it('is done with many equal values, and with orders that defeat a pivot', () => {
  const n = 20_000;
  const pipe = Float64Array.from({ length: n }, (_, at) => Math.min(at, n - at));
  const orders = [new Float64Array(n).fill(7), pipe, Float64Array.from({ length: n }, (_, at) => n - at)];
  for (const order of orders) expect(select(order.slice(), n / 2)).toBe(order.slice().sort()[n / 2]);
});
