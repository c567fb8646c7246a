import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DISTANCES, distanceAt, placeOf, stepFrom } from './distance';

const distance = fc.double({ min: DISTANCES.leastMs, max: DISTANCES.mostMs, noNaN: true });

describe('distances', () => {
  // ln(40 / 2) ÷ ln(400 / 2) = 2.9957 ÷ 5.2983.
  it('lie on a logarithmic scale from end to end', () => {
    expect([2, 40, 400].map(placeOf)).toEqual([0, expect.closeTo(0.5654, 4), 1]);
    expect([0, 0.5654, 1].map(distanceAt)).toEqual([2, 40, 400]);
    expect([placeOf(0), placeOf(4000)]).toEqual([0, 1]);
  });

  it('are found again from their place, to three digits', () => {
    fc.assert(fc.property(distance, (ms) => Math.abs(distanceAt(placeOf(ms)) / ms - 1) <= 0.005));
  });

  it('a step leads on, never past an end, and back', () => {
    expect([stepFrom(2, 1), stepFrom(40, 1), stepFrom(40, -1), stepFrom(250, 1)]).toEqual([3, 42, 38, 263]);
    expect([stepFrom(2, -1), stepFrom(400, 1)]).toEqual([2, 400]);
    fc.assert(fc.property(distance, (ms) => stepFrom(ms, 1) > ms - 1e-9 && stepFrom(ms, -1) < ms + 1e-9));
  });
});
