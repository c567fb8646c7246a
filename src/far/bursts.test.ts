import { describe, expect, it } from 'vitest';
import { seededRandom } from '../domain/random';
import { burstLossOf, linkOf, meanLossOf, type Bursts } from './bursts';
import { framingOf } from './framing';
import { lossOf } from './loss';

const bursts: Bursts = { toBad: 0.005, toGood: 0.2, lossInBad: 0.8, lossInGood: 0.001 };
const tcp = framingOf('tcp');

const meanAndVariance = (values: readonly number[]) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return [mean, values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length] as const;
};

describe('a link that is good or bad', () => {
  // π of bad = 0.005 ⁄ 0.205; mean loss 0.80 × 0.02439 + 0.001 × 0.97561 = 0.020488. Of n packets the count's variance is
  // n m (1 − m) + 2 Σ (n − k) π(1 − π)(0.8 − 0.001)² λ^k with λ = 1 − 0.005 − 0.2.
  it('loses as many as its long run says, with the variance of a chain', () => {
    expect(meanLossOf(bursts)).toBeCloseTo(0.020488, 6);
    const n = 60;
    const counts = Array.from({ length: 60_000 }, (_, seed) => {
      const isNextLost = linkOf(bursts, seededRandom(seed));
      let lost = 0;
      for (let packet = 0; packet < n; packet++) if (isNextLost()) lost += 1;
      return lost;
    });
    const [pi, m] = [0.005 / 0.205, meanLossOf(bursts)];
    let variance = n * m * (1 - m);
    for (let k = 1; k < n; k++) variance += 2 * (n - k) * pi * (1 - pi) * 0.799 ** 2 * 0.795 ** k;
    const [mean, seen] = meanAndVariance(counts);
    expect(mean / (n * m)).toBeGreaterThan(0.97);
    expect(mean / (n * m)).toBeLessThan(1.03);
    expect(seen / variance).toBeGreaterThan(0.95);
    expect(seen / variance).toBeLessThan(1.05);
    // Several times that of as many losses each by itself.
    expect(variance / (n * m * (1 - m))).toBeGreaterThan(5);
  });

  it('loses each packet by itself where bad and good lose alike', () => {
    const alike = { toBad: 0.3, toGood: 0.3, lossInBad: 0.1, lossInGood: 0.1 };
    expect(meanLossOf(alike)).toBeCloseTo(0.1, 12);
  });
});

describe('what bursts cost', () => {
  const costsMs = (cost: (random: () => number) => { trips: number; waitMs: number }) => {
    const random = seededRandom(4);
    return Array.from({ length: 40_000 }, () => {
      const { trips, waitMs } = cost(random);
      return trips * 60 + waitMs;
    }).toSorted((a, b) => a - b);
  };
  const [inBursts, apart] = [
    costsMs((random) => burstLossOf(58 * 1460, bursts, random(), tcp)),
    costsMs((random) => lossOf(58 * 1460, meanLossOf(bursts), { tail: random(), body: random() }, tcp)),
  ];
  const at = (values: readonly number[], share: number) => values[Math.floor(share * values.length)] as number;

  it('is nothing for most messages, and far more than losses apart from each other in the tail', () => {
    expect(at(inBursts, 0.5)).toBeLessThan(at(apart, 0.5));
    expect(at(inBursts, 0.99)).toBeGreaterThan(1.3 * at(apart, 0.99));
    expect(at(inBursts, 0.999)).toBeGreaterThan(2 * at(apart, 0.999));
  });

  it('is a round trip for a burst amid a message, and the timer, doubling, at its end', () => {
    const never = { toBad: 1, toGood: 1, lossInBad: 0, lossInGood: 0 };
    expect(burstLossOf(58 * 1460, never, 0.4, tcp)).toEqual({ trips: 0, waitMs: 0 });
    // Nothing ever gets through: eight timers, 1 + 2 + … + 128 of them.
    const always = { toBad: 1, toGood: 0.01, lossInBad: 1, lossInGood: 1 };
    expect(burstLossOf(10 * 1460, always, 0.4, tcp)).toEqual({ trips: 255, waitMs: 255 * 200 });
  });

  it('is the same for the same luck', () => {
    expect(burstLossOf(1e6, bursts, 0.123, tcp)).toEqual(burstLossOf(1e6, bursts, 0.123, tcp));
  });
});
