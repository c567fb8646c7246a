import { describe, expect, it } from 'vitest';
import { figuresOf, trafficOf, type TrafficFigures } from './figures';

describe('traffic in figures', () => {
  it.each<TrafficFigures>([
    {},
    { rate: 12, workers: 3 },
    { rate: 40, workers: 1, batch: 8, 'batch-timeout-ms': 5 },
    { rate: 0.2, 'keep-alive-s': 300, 'cold-start-ms': 4000 },
  ])('%j reads back to itself', (figures) => {
    const traffic = trafficOf(figures);
    if (traffic && 'problem' in traffic) throw new Error(traffic.problem);
    expect(figuresOf(traffic)).toEqual(figures);
  });

  it.each<[TrafficFigures, RegExp]>([
    [{ workers: 2 }, /need 'rate'/],
    [{ rate: 1, 'keep-alive-s': 5 }, /go together/],
    [{ rate: 1, workers: 2, 'keep-alive-s': 5, 'cold-start-ms': 1 }, /no workers/],
    [{ rate: 1, 'batch-timeout-ms': 5 }, /needs 'batch'/],
    [{ rate: 0, batch: 4 }, /above 0/],
  ])('%j is refused in a sentence', (figures, sentence) => {
    expect(trafficOf(figures)).toEqual({ problem: expect.stringMatching(sentence) });
  });
});
