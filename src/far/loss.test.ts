import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../domain/random';
import { lossesApart, lossesOf, packetsBefore } from './loss';

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

  it('are the packets that a geometric distance apart from each other makes them', () => {
    const random = seededRandom(3);
    const draws = 40_000;
    let [all, none] = [0, 0];
    for (let draw = 0; draw < draws; draw++) {
      const losses = lossesApart(0.02, packetsBefore(0.02, random()), random);
      // In two goes: the link goes on where it was.
      const lost = [...losses(20), ...losses(30).map((place) => 20 + place)];
      expect(lost).toEqual([...new Set(lost)].toSorted((a, b) => a - b));
      all += lost.length;
      if (lost.length === 0) none++;
    }
    // 50 × 0.02, and 0.98^50 = 0.36417.
    expect(all / draws).toBeCloseTo(1, 1);
    expect(none / draws).toBeCloseTo(0.36417, 2);
    expect([packetsBefore(0, 0.9), packetsBefore(1, 0.9), packetsBefore(0.5, 0.7)]).toEqual([Infinity, 0, 1]);
  });
});
