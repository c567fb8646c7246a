import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../domain/random';
import { told } from '../told.fixture';
import { simulateBatching } from './batching';
import { queueingOf, type Serving, type Traffic } from './traffic';

const batchMs = (batch: number) => 4 + batch;
const serving = (traffic: Traffic): Serving => ({
  load: 0,
  softwareMs: 3,
  softwareSigma: 0.25,
  computeMs: 5,
  batchMs,
  traffic,
});
const batched = (changes: object = {}, batching = { size: 8, timeoutMs: 5 }): Traffic => ({
  kind: 'workers',
  requestsPerSecond: 300,
  workers: 1,
  batching,
  ...changes,
});

describe('requests that are gathered', () => {
  it('take as long as in another simulation of the same server, and longer the worse their luck', () => {
    const { luckOf } = told(queueingOf(serving(batched())));
    const n = 20_000;
    const lucks = Array.from({ length: n }, (_, index) => luckOf({ queue: (index + 0.5) / n, coldStart: 0 }));
    const totals = lucks.map(({ queueMs, computeMs }) => queueMs + computeMs);
    for (const [index, total] of totals.slice(1).entries())
      expect(total).toBeGreaterThan((totals[index] as number) - 1e-6);
    const other = simulateBatching({
      size: 8,
      timeoutMs: 5,
      requestsPerSecond: 300,
      workers: 1,
      serviceMs: batchMs,
      requests: 200_000,
      random: seededRandom(77),
    });
    if (other.kind !== 'steady') throw new Error(other.problem);
    const reference = other.waitsMs.map((waitMs, index) => waitMs + batchMs(other.batches[index] as number)).sort();
    const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, ms) => sum + ms, 0) / values.length;
    expect(mean(totals) / mean(reference)).toBeCloseTo(1, 1);
    for (const share of [0.5, 0.9, 0.99]) {
      const [own, others] = [totals[Math.floor(share * n)] as number, reference[Math.floor(share * 200_000)] as number];
      expect(own / others).toBeGreaterThan(0.95);
      expect(own / others).toBeLessThan(1.05);
    }
  });

  it('are simulated once for the same server, and anew for another', () => {
    let asked = 0;
    const counted = (ms: number) => (batch: number) => {
      asked++;
      return ms + batch;
    };
    const of = (ms: number, traffic = batched()) => told(queueingOf({ ...serving(traffic), batchMs: counted(ms) }));
    const first = of(4);
    const beforeMs = asked;
    expect(of(4)).toBe(first);
    // What a batch takes is asked once for each size.
    expect(asked - beforeMs).toBe(8);
    expect(of(6).load).toBeGreaterThan(first.load);
    expect(of(4, batched({}, { size: 8, timeoutMs: 50 })).meanBatch).toBeGreaterThan(first.meanBatch);
    expect(of(4, batched({ workers: 2 })).load).toBeLessThan(first.load);
  });
});

it.each<[Traffic, RegExp]>([
  [batched({ workers: 1e9 }), /^Workers are whole, from 1 to 100,000, not 1000000000\.$/],
  [batched({}, { size: 1e9, timeoutMs: 1 }), /^A batch holds from 1 to 4,096/],
  [batched({ requestsPerSecond: 0 }), /above 0\.$/],
  [batched({ requestsPerSecond: 700 }), /^The queue never empties/],
])('%j is refused in a sentence', (traffic, sentence) => {
  expect(queueingOf(serving(traffic))).toEqual({ problem: expect.stringMatching(sentence) });
});
