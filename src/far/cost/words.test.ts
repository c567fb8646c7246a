import { describe, expect, it } from 'vitest';
import { inGrams, inJoules, inNumber, inUsd, larger, times, usdTick } from './words';

describe('figures of cost', () => {
  it.each([
    [inJoules({ low: 11.437, high: 51.71 }), '11 to 52 J'],
    [inJoules({ low: 0.05, high: 0.8525 }), '50 to 850 mJ'],
    [inJoules({ low: 2.2, high: 2.2 }), '2.2 J'],
    [inGrams({ low: 0.0014, high: 0.0064 }), '1.4 to 6.4 mg'],
    [inUsd({ low: 0.0015672, high: 0.0015672 }), '$0.0016'],
    [inUsd({ low: 2.29e-6, high: 3.9e-5 }), '2.3 to 39 millionths of $1'],
    [inUsd({ low: 0, high: 0 }), '0 millionths of $1'],
    [inUsd({ low: 343_917, high: 1_031_752 }), '$0.34 to 1 million'],
    [inUsd({ low: 760.36, high: 760.36 }), '$760'],
    [inNumber({ low: 69_619_042, high: 314_773_639 }), '70 to 310 million'],
    [usdTick(1e-6), '$10⁻⁶'],
    [usdTick(100), '$100'],
    [times({ low: 11, high: 52 }, { low: 0.05, high: 0.85 }), '13 to 1000 times'],
  ])('read %s', (got, wanted) => expect(got).toBe(wanted));

  it('call neither side larger where their ranges overlap', () => {
    expect(larger({ low: 1, high: 3 }, { low: 2, high: 5 })).toBeUndefined();
    expect(larger({ low: 1, high: 1.9 }, { low: 2, high: 5 })).toBe('far');
    expect(larger({ low: 6, high: 7 }, { low: 2, high: 5 })).toBe('near');
  });
});
