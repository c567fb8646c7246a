import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../domain/random';
import { coldShareOf, simulateColdStarts } from './coldStart';
import { drawLognormal } from './service';

describe('share of cold requests', () => {
  // One request an hour, kept for 10 minutes: e^(−1/6) of them find it gone.
  it('is e^(−λT) where requests hardly overlap', () => {
    expect(coldShareOf({ requestsPerSecond: 1 / 3600, keepAliveMs: 600_000 }, 50)).toBeCloseTo(Math.exp(-1 / 6), 4);
  });

  it('is everyone where nothing is kept, and hardly anyone of many where it is', () => {
    expect(coldShareOf({ requestsPerSecond: 0.01, keepAliveMs: 0 }, 50)).toBeCloseTo(1, 6);
    expect(coldShareOf({ requestsPerSecond: 10, keepAliveMs: 600_000 }, 50)).toBeLessThan(1e-3);
  });

  it('falls as more come and as they are kept for longer', () => {
    const share = (requestsPerSecond: number, keepAliveMs: number) =>
      coldShareOf({ requestsPerSecond, keepAliveMs }, 100);
    expect(share(0.02, 60_000)).toBeLessThan(share(0.01, 60_000));
    expect(share(0.01, 120_000)).toBeLessThan(share(0.01, 60_000));
  });

  it.each([
    { requestsPerSecond: 0.001, keepAliveMs: 300_000 },
    { requestsPerSecond: 0.01, keepAliveMs: 60_000 },
    { requestsPerSecond: 0.5, keepAliveMs: 2000 },
    { requestsPerSecond: 2, keepAliveMs: 1000 },
  ])('is what a simulation event by event gives: $requestsPerSecond a second, kept $keepAliveMs ms', (options) => {
    const simulated = simulateColdStarts({
      ...options,
      startMs: 0,
      service: drawLognormal(100, 0.1),
      requests: 200_000,
      random: seededRandom(9),
    });
    expect(coldShareOf(options, 100) / simulated).toBeGreaterThan(0.9);
    expect(coldShareOf(options, 100) / simulated).toBeLessThan(1.1);
  });

  it.each([
    [{ requestsPerSecond: -1, keepAliveMs: 1 }, 1],
    [{ requestsPerSecond: 1, keepAliveMs: Number.NaN }, 1],
    [{ requestsPerSecond: 1, keepAliveMs: 1 }, Infinity],
  ])('refuses %j', (options, serviceMs) => {
    expect(() => coldShareOf(options, serviceMs)).toThrow(RangeError);
  });
});
