import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { framingOf } from './framing';
import { lossesOf, lossOf } from './loss';

describe('losses of packets by themselves', () => {
  // Negative binomial of 250 that get through at 0.99 each: mean n p ⁄ (1 − p) = 2.52525, variance n p ⁄ (1 − p)² = 2.55076, chance of
  // none 0.99^250 = 0.0810594.
  it('have the negative binomial’s mean, variance and chance of none', () => {
    const draws = 100_000;
    const losses = Array.from({ length: draws }, (_, i) => lossesOf(250, 0.01, (i + 0.5) / draws));
    const mean = losses.reduce((sum, count) => sum + count, 0) / draws;
    expect(mean).toBeCloseTo(2.52525, 3);
    expect(losses.reduce((sum, count) => sum + (count - mean) ** 2, 0) / draws).toBeCloseTo(2.55076, 2);
    expect(losses.filter((count) => count === 0).length / draws).toBeCloseTo(0.0810594, 4);
  });

  it('are drawn where hundreds are expected, where half of all is lost, and where there are none to draw', () => {
    // Of 700,000 at 0.995: mean 3,517.6, σ 59.46.
    expect(Math.abs(lossesOf(700_000, 0.005, 0.5) - 3517)).toBeLessThanOrEqual(1);
    expect(Math.abs(lossesOf(700_000, 0.005, 0.8413447) - 3577)).toBeLessThanOrEqual(1);
    expect(lossesOf(1000, 0, 0.999)).toBe(0);
    expect(lossesOf(0, 0.5, 0.999)).toBe(0);
    // One packet at ½: losses are geometric, P(at least k) = 2^(−k).
    expect(lossesOf(1, 0.5, 1 - 2 ** -10)).toBe(10);
    expect(lossesOf(3, 0.5, 1 - 2 ** -53)).toBeLessThan(100);
  });

  it('are no fewer of more packets, on a worse link or with worse luck', () => {
    const [packets, rate, uniform] = [
      fc.nat(5000),
      fc.double({ min: 0, max: 0.5, noNaN: true }),
      fc.double({ min: 0, max: 1 - 2 ** -32, noNaN: true }),
    ];
    fc.assert(
      fc.property(packets, packets, rate, rate, uniform, uniform, (n, m, p, q, u, w) => {
        expect(lossesOf(Math.max(n, m), Math.max(p, q), Math.max(u, w))).toBeGreaterThanOrEqual(
          lossesOf(Math.min(n, m), Math.min(p, q), Math.min(u, w)),
        );
      }),
    );
  });

  // P(0 of 3 lost) = 0.970299 and of 7 0.932065; P(at most 1) = 0.999408 and 0.997310.
  it('wait for the timer among the last three packets, a round trip elsewhere', () => {
    const tcp = framingOf('tcp');
    const costs = (draws: { tail: number; body: number }) => lossOf(10 * 1460, 0.01, draws, tcp);
    expect(costs({ tail: 0.971, body: 0 })).toEqual({ trips: 1, waitMs: 200 });
    expect(costs({ tail: 0, body: 0.933 })).toEqual({ trips: 1, waitMs: 0 });
    expect(costs({ tail: 0.97, body: 0.932 })).toEqual({ trips: 0, waitMs: 0 });
    expect(costs({ tail: 0.9995, body: 0.998 })).toEqual({ trips: 4, waitMs: 400 });
    expect(lossOf(1165, 0.01, { tail: 0.991, body: 0 }, framingOf('quic'))).toEqual({ trips: 1, waitMs: 25 });
  });
});
