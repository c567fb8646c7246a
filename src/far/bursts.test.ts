import { describe, expect, it } from 'vitest';
import { seededRandom } from '../domain/random';
import { linkOf, meanLossOf, type Bursts } from './bursts';
import { framingOf } from './framing';
import { lossesApart, packetsBefore } from './loss';
import { sendingMs, sendingOf, type Losses } from './sending';

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
      const lossesIn = linkOf(bursts, seededRandom(seed));
      // In two goes: the link goes on where it was.
      return lossesIn(25).length + lossesIn(n - 25).length;
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

  it('tells the packets by their places, each once', () => {
    const lossesIn = linkOf({ toBad: 0.2, toGood: 0.3, lossInBad: 0.9, lossInGood: 0.05 }, seededRandom(8));
    for (let go = 0; go < 200; go++) {
      const lost = lossesIn(50);
      expect(lost).toEqual([...new Set(lost)].toSorted((a, b) => a - b));
      for (const place of lost) expect(place >= 0 && place < 50).toBe(true);
    }
  });

  it('loses each packet by itself where bad and good lose alike', () => {
    const alike = { toBad: 0.3, toGood: 0.3, lossInBad: 0.1, lossInGood: 0.1 };
    expect(meanLossOf(alike)).toBeCloseTo(0.1, 12);
  });
});

describe('what bursts cost', () => {
  const costsMs = (lossesOf: (random: () => number) => Losses) => {
    const random = seededRandom(4);
    const link = { packetMs: 1, rttMs: 60, timerMs: 200 };
    const none = sendingMs(
      sendingOf(58, 10, () => [], tcp),
      link,
    );
    return Array.from(
      { length: 40_000 },
      () => sendingMs(sendingOf(58, 10, lossesOf(random), tcp), link) - none,
    ).toSorted((a, b) => a - b);
  };
  const mean = meanLossOf(bursts);
  const inBursts = costsMs((random) => linkOf(bursts, seededRandom(Math.floor(random() * 2 ** 32))));
  const apart = costsMs((random) => lossesApart(mean, packetsBefore(mean, random()), random));
  const at = (values: readonly number[], share: number) => values[Math.floor(share * values.length)] as number;

  it('is nothing for most messages, and far more than losses apart from each other in the tail', () => {
    expect(at(inBursts, 0.5)).toBe(0);
    expect(at(apart, 0.5)).toBeGreaterThan(0);
    expect(at(inBursts, 0.99)).toBeGreaterThan(1.3 * at(apart, 0.99));
    expect(at(inBursts, 0.999)).toBeGreaterThan(2 * at(apart, 0.999));
  });

  it('begins with the same luck for the same seed', () => {
    expect(linkOf(bursts, seededRandom(5))(5000)).toEqual(linkOf(bursts, seededRandom(5))(5000));
  });
});
