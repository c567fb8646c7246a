import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../domain/random';
import { batchedCapacityPerSecond, simulateBatching, type Batched, type BatchedQueue } from './batching';
import { simulateQueue } from './discrete';
import { drawDeterministic } from './service';

const options = (changes: Partial<BatchedQueue>): BatchedQueue => ({
  size: 8,
  timeoutMs: 5,
  requestsPerSecond: 100,
  workers: 1,
  serviceMs: (batch) => 4 + batch,
  requests: 200_000,
  random: seededRandom(3),
  ...changes,
});

function batched(changes: Partial<BatchedQueue>): Batched {
  const queue = simulateBatching(options(changes));
  if (queue.kind !== 'steady') throw new Error(queue.problem);
  return queue;
}

const meanOf = (values: Float64Array | Uint32Array) => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
};

describe('dynamic batching', () => {
  it('of one at a time is the queue without batches', () => {
    const { waitsMs, meanBatch } = batched({ size: 1, serviceMs: () => 6 });
    const service = drawDeterministic(6);
    const random = seededRandom(3);
    expect(waitsMs).toEqual(simulateQueue({ requestsPerSecond: 100, workers: 1, service, requests: 200_000, random }));
    expect(meanBatch).toBe(1);
  });

  // Nobody is in the way: whoever comes first waits the whole time-out T, those after it (λT on average) half of it.
  it('with room for all and workers to spare waits for the time-out alone', () => {
    const { waitsMs, meanBatch } = batched({ size: 1000, timeoutMs: 20, workers: 500 });
    expect(meanBatch).toBeCloseTo(1 + 0.1 * 20, 1);
    expect(meanOf(waitsMs)).toBeCloseTo((20 + 2 * 10) / 3, 1);
  });

  // Pairs, and all the time there is: every first one waits for the second, 1/λ on average, and every second one not at all.
  it('with a long time-out waits until as many are there as fit', () => {
    const { waitsMs, meanBatch } = batched({ size: 2, timeoutMs: 1e6, workers: 500 });
    expect(meanBatch).toBe(2);
    expect(meanOf(waitsMs)).toBeCloseTo(10 / 2, 1);
  });

  it('answers more than one at a time could, in larger batches the more there are', () => {
    // One at a time: 200 a second. Eight at a time: 8 in 12 ms.
    expect(batchedCapacityPerSecond(options({ size: 1 }))).toBe(200);
    expect(batchedCapacityPerSecond(options({}))).toBeCloseTo(8000 / 12, 9);
    const [few, many] = [batched({ requestsPerSecond: 20 }), batched({ requestsPerSecond: 600 })];
    expect(few.meanBatch).toBeLessThan(1.2);
    expect(many.meanBatch).toBeGreaterThan(5);
    expect(many.batches.reduce((most, batch) => Math.max(most, batch))).toBe(8);
    expect(meanOf(many.waitsMs)).toBeGreaterThan(meanOf(few.waitsMs));
  });

  it('says that the queue never empties at capacity and above, as data', () => {
    expect(simulateBatching(options({ requestsPerSecond: 700 }))).toMatchObject({
      kind: 'overload',
      problem: 'The queue never empties: 700 requests a second come, and 667 requests a second can be answered.',
    });
  });

  it.each([{ size: 0 }, { workers: 1.5 }, { timeoutMs: -1 }, { requestsPerSecond: 0 }, { timeoutMs: Number.NaN }])(
    'refuses %j',
    (changes) => {
      expect(() => simulateBatching(options(changes))).toThrow(RangeError);
    },
  );
});
