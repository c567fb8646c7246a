import fc from 'fast-check';
import { expect, it } from 'vitest';
import { binsOf, outlineOf } from './bins';

it('counts times into equal parts, those on an edge to the later one, and what is beyond apart', () => {
  const { bins, beyond } = binsOf(Float64Array.of(0, 9.9, 10, 25, 39, 40, 1000, 2000), 40, 4);
  expect(bins.map(({ share }) => 8 * share)).toEqual([2, 1, 1, 1]);
  expect(8 * beyond).toBe(3);
  expect(bins.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
    [0, 10],
    [10, 20],
    [20, 30],
    [30, 40],
  ]);
});

it('loses nobody', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 }),
      fc.double({ min: 0.1, max: 1e5, noNaN: true }),
      (times, endMs) => {
        const { bins, beyond } = binsOf(Float64Array.from(times).sort(), endMs, 60);
        expect(bins.reduce((sum, { share }) => sum + share, beyond)).toBeCloseTo(1, 9);
      },
    ),
  );
});

it('draws the highest part to the top, and nothing where nothing is', () => {
  expect(outlineOf(binsOf(Float64Array.of(1, 1, 3), 4, 2))).toBe('M0 1V0.000H1V0.500H2V1Z');
  expect(outlineOf(binsOf(Float64Array.of(9), 4, 2))).toBe('');
});
