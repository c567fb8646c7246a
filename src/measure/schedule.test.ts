import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../domain/random';
import { packs, rounds, samplesPerVisit } from './schedule';

/** All rounds of cells that each want the given number of visits. */
function schedule(wanted: readonly number[], seed: number): number[][] {
  const left = [...wanted];
  const cells = wanted.map((_, index) => index);
  const made: number[][] = [];
  for (const round of rounds(cells, seededRandom(seed), (cell) => (left[cell] ?? 0) > 0)) {
    made.push(round);
    for (const cell of round) left[cell] = (left[cell] ?? 0) - 1;
  }
  return made;
}

describe('rounds', () => {
  it('visit every live cell exactly once a round, until none wants more', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(8), { maxLength: 12 }), fc.nat(), (wanted, seed) => {
        const made = schedule(wanted, seed);
        expect(made).toHaveLength(Math.max(0, ...wanted));
        made.forEach((round, index) => {
          const live = wanted.flatMap((visits, cell) => (visits > index ? [cell] : []));
          expect(round.toSorted((a, b) => a - b)).toEqual(live);
        });
      }),
    );
  });

  it('repeat from the seed and change with it and from round to round', () => {
    const wanted = new Array<number>(8).fill(4);
    expect(schedule(wanted, 1)).toEqual(schedule(wanted, 1));
    expect(schedule(wanted, 1)).not.toEqual(schedule(wanted, 2));
    expect(new Set(schedule(wanted, 1).map(String)).size).toBe(4);
  });

  it('let every cell come first about equally often', () => {
    const first = schedule([600, 600, 600], 9).map(([cell]) => cell);
    // Four standard deviations of Binomial(600, 1/3) are 46.
    for (const cell of [0, 1, 2]) expect(Math.abs(first.filter((c) => c === cell).length - 200)).toBeLessThan(46);
  });
});

describe('packs', () => {
  const pack = (sizes: readonly number[], budget: number) => packs(sizes, (size) => size, budget);

  it('opens as many at once as fit, in order, and what fits nowhere alone', () => {
    expect(pack([3, 3, 3, 3], 6)).toEqual([
      [3, 3],
      [3, 3],
    ]);
    expect(pack([9, 1, 1], 6)).toEqual([[9], [1, 1]]);
    expect(pack([], 6)).toEqual([]);
  });

  it('leaves nobody out and never holds more than the budget in several', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 })), fc.integer({ min: 1, max: 20 }), (sizes, budget) => {
        const made = pack(sizes, budget);
        expect(made.flat()).toEqual(sizes);
        for (const group of made.filter(({ length }) => length > 1))
          expect(group.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(budget);
      }),
    );
  });
});

describe('samplesPerVisit', () => {
  it.each([
    [33, 200, 6],
    [0.5, 200, 400],
    [900, 200, 4],
    [33, Infinity, Infinity],
  ])('samples of %d ms fill a slice of %d ms with %d', (sampleMs, sliceMs, expected) => {
    expect(samplesPerVisit(sampleMs, sliceMs)).toBe(expected);
  });

  it('takes fewer where the cap is near, and one in any case', () => {
    expect(samplesPerVisit(900, 200, 1900)).toBe(3);
    expect(samplesPerVisit(900, 200, 100)).toBe(1);
    expect(samplesPerVisit(900, 200, 0)).toBe(1);
  });

  it.each([0, -1, NaN])('refuses a span of %d', (sampleMs) => {
    expect(() => samplesPerVisit(sampleMs, 200)).toThrow(RangeError);
  });
});
