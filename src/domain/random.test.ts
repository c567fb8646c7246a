import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gaussian, seededRandom, shuffled } from './random';

const draw = (seed: number, count: number) => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => random());
};

describe('seededRandom', () => {
  it.each([
    [0, [2899526011, 769844623, 220372281]],
    [1, [2420951833, 2513034076, 3847892949]],
    [42, [1959603763, 2423114712, 2466933512]],
    [0xffff_ffff, [2300869303, 3917632794, 3726809994]],
  ])('gives for seed %i what the same algorithm in C on uint32_t gives', (seed, expected) => {
    expect(draw(seed, 3).map((value) => value * 2 ** 32)).toEqual(expected);
  });

  it('repeats from its seed, stays in [0, 1) and differs between neighbouring seeds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff_fffe }), (seed) => {
        const values = draw(seed, 20);
        expect(draw(seed, 20)).toEqual(values);
        expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
        expect(draw(seed + 1, 20)).not.toEqual(values);
      }),
    );
  });

  it('is uniform: chi-squared over 100 bins stays under its 99.9 % point (148.2, 99 degrees of freedom)', () => {
    const bins = new Uint32Array(100);
    for (const value of draw(7, 100_000)) {
      const bin = Math.floor(value * 100);
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    const chiSquared = bins.reduce((sum, seen) => sum + (seen - 1000) ** 2 / 1000, 0);
    expect(chiSquared).toBeLessThan(148.2);
  });

  it('refuses a seed that is not an integer', () => {
    expect(() => seededRandom(0.5)).toThrow(RangeError);
    expect(() => seededRandom(NaN)).toThrow(RangeError);
  });
});

describe('shuffled', () => {
  it('keeps the items and leaves its argument alone', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.nat(), (items, seed) => {
        const before = [...items];
        const result = shuffled(items, seededRandom(seed));
        expect(items).toEqual(before);
        expect(result.toSorted()).toEqual(before.toSorted());
      }),
    );
  });

  it('gives each of the six orders of three items about equally often', () => {
    const random = seededRandom(3);
    const seen = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = shuffled(['a', 'b', 'c'], random).join('');
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    expect(seen.size).toBe(6);
    // Four standard deviations of Binomial(6000, 1/6) are 115.
    for (const count of seen.values()) expect(Math.abs(count - 1000)).toBeLessThan(115);
  });
});

describe('gaussian', () => {
  it('has mean 0, variance 1 and a normal share within one and two standard deviations', () => {
    const random = seededRandom(11);
    const values = Array.from({ length: 50_000 }, () => gaussian(random));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    const within = (limit: number) => values.filter((value) => Math.abs(value) < limit).length / values.length;
    expect(mean).toBeCloseTo(0, 1);
    expect(variance).toBeCloseTo(1, 1);
    expect(within(1)).toBeCloseTo(0.6827, 2);
    expect(within(2)).toBeCloseTo(0.9545, 2);
  });

  it('stays finite when the uniform source gives 0', () => {
    expect(Number.isFinite(gaussian(() => 0))).toBe(true);
  });
});
