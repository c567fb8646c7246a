import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lossesOf, lossOf, serialisationMs, slowStartStallMs, tcpBytes } from './tcp';

describe('TCP', () => {
  it('counts TCP/IP headers into the time on the link', () => {
    // 1,460 bytes of payload are 1,500 on the wire: 12,000 bits at 1,000 kbit/s.
    expect(serialisationMs(1460, 1000)).toBeCloseTo(12, 10);
  });

  it('adds a TLS record for each 16 KiB', () => {
    expect(tcpBytes(0, 100)).toBe(122);
    expect(tcpBytes(16_384 - 100, 100)).toBe(16_384 + 22);
    expect(tcpBytes(16_385 - 100, 100)).toBe(16_385 + 44);
  });

  // Worked by hand: 100 kB, 9,000 kbit/s (8,760 of payload), RTT 60 ms. A segment takes 4/3 ms, so the first
  // acknowledgement is back after 61.333 ms. Windows of 14.6, 29.2 and 58.4 kB take 13.333, 26.667 and 53.333 ms: the
  // sender stalls 48 + 34.667 ms, and the third window covers the rest (102.2 kB in all).
  it('stalls in slow start as worked out by hand', () => {
    expect(slowStartStallMs(100_000, 9000, 60)).toBeCloseTo(82.6667, 3);
    expect(serialisationMs(100_000, 9000)).toBeCloseTo(91.3242, 3);
  });

  it('adds a stall exactly where a payload outgrows a window', () => {
    expect(slowStartStallMs(14_600, 9000, 60)).toBe(0);
    expect(slowStartStallMs(14_601, 9000, 60)).toBeCloseTo(48, 10);
    expect(slowStartStallMs(43_800, 9000, 60)).toBeCloseTo(48, 10);
    expect(slowStartStallMs(43_801, 9000, 60)).toBeCloseTo(82.6667, 3);
  });

  it('never stalls where the first window fills the link', () => {
    // 14.6 kB take 120 ms at 1,000 kbit/s: the acknowledgement is back before.
    expect(slowStartStallMs(10_000_000, 1000, 60)).toBe(0);
  });

  // Binomial(250, 0.01): mean n p = 2.5, variance n p (1 − p) = 2.475, chance of none 0.99^250 = 0.0810594.
  it('draws losses with the binomial’s mean, variance and chance of none', () => {
    const draws = 100_000;
    const losses = Array.from({ length: draws }, (_, i) => lossesOf(250, 0.01, (i + 0.5) / draws));
    const mean = losses.reduce((sum, count) => sum + count, 0) / draws;
    expect(mean).toBeCloseTo(2.5, 3);
    expect(losses.reduce((sum, count) => sum + (count - mean) ** 2, 0) / draws).toBeCloseTo(2.475, 2);
    expect(losses.filter((count) => count === 0).length / draws).toBeCloseTo(0.0810594, 4);
  });

  it('draws losses where hundreds are expected, and where there are none to draw', () => {
    // Binomial(700,000, 0.005): mean 3,500; half of it lies below, and σ is 59.01.
    expect(lossesOf(700_000, 0.005, 0.5)).toBe(3500);
    expect(Math.abs(lossesOf(700_000, 0.005, 0.8413447) - 3559)).toBeLessThanOrEqual(1);
    expect(lossesOf(1000, 0, 0.999)).toBe(0);
    expect(lossesOf(0, 0.5, 0.999)).toBe(0);
    expect(lossesOf(3, 0.5, 1 - 2 ** -32)).toBe(3);
  });

  it('loses no less of more packets, on a worse link or with worse luck', () => {
    const [packets, rate, uniform] = [
      fc.nat(5000),
      fc.double({ min: 0, max: 0.2, noNaN: true }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    ];
    fc.assert(
      fc.property(packets, packets, rate, rate, uniform, uniform, (n, m, p, q, u, w) => {
        expect(lossesOf(Math.max(n, m), Math.max(p, q), Math.max(u, w))).toBeGreaterThanOrEqual(
          lossesOf(Math.min(n, m), Math.min(p, q), Math.min(u, w)),
        );
      }),
    );
  });

  // P(0 of 3 lost) = 0.970299 and of 7 0.932065; P(at most 1) = 0.999702 and 0.997969.
  it('waits for the timer where one of the last three segments is lost, a round trip elsewhere', () => {
    const bytes = 10 * 1460;
    const costs = (draws: { tail: number; body: number }) => lossOf(bytes, 0.01, draws);
    expect(costs({ tail: 0.971, body: 0 })).toEqual({ trips: 1, waitMs: 200 });
    expect(costs({ tail: 0, body: 0.933 })).toEqual({ trips: 1, waitMs: 0 });
    expect(costs({ tail: 0.97, body: 0.932 })).toEqual({ trips: 0, waitMs: 0 });
    expect(costs({ tail: 0.9998, body: 0.998 })).toEqual({ trips: 4, waitMs: 400 });
  });
});
