import type { Random } from '../../domain/random';
import { FreeTimes, poissonArrivals } from './discrete';
import { overloadOf, type Overload } from './mgc';

/** How a server gathers requests: dynamic batching as Triton (`max_queue_delay`) and TensorFlow Serving (`batch_timeout_micros`) have it. */
export interface Batching {
  /** At most so many at once. */
  readonly size: number;
  /** The oldest waits so long for others while a worker is free, ms. */
  readonly timeoutMs: number;
}

export interface BatchedQueue extends Batching {
  readonly requestsPerSecond: number;
  readonly workers: number;
  /** How long a worker takes for so many at once, ms: it grows with them. */
  readonly serviceMs: (batch: number) => number;
  readonly requests: number;
  readonly random: Random;
}

export interface Batched {
  readonly kind: 'steady';
  readonly load: number;
  readonly capacityPerSecond: number;
  /** Until each request's batch began, ms, in the order in which they came. */
  readonly waitsMs: Float64Array;
  /** How many were in each request's batch. */
  readonly batches: Uint32Array;
  /** Requests a batch, over batches. */
  readonly meanBatch: number;
}

/** As many a second as workers with full hands answer: at the size, up to the largest, that pays best. */
export function batchedCapacityPerSecond({
  size,
  workers,
  serviceMs,
}: Pick<BatchedQueue, 'size' | 'workers' | 'serviceMs'>): number {
  let best = 0;
  for (let batch = 1; batch <= size; batch++) best = Math.max(best, (1000 * workers * batch) / serviceMs(batch));
  return best;
}

/**
 * Requests that are gathered into batches, simulated event by event. A batch begins when a worker is free and either as many wait as fit
 * or the oldest has waited for the time-out; it takes all who are there, in the order in which they came.
 * @throws RangeError where size, time-out or workers are none
 */
export function simulateBatching(options: BatchedQueue): Batched | Overload {
  const { size, timeoutMs, requestsPerSecond, workers, serviceMs, requests, random } = options;
  for (const count of [size, workers]) {
    if (!Number.isSafeInteger(count) || count < 1)
      throw new RangeError(`Batches and workers are from 1, not ${count}.`);
  }
  if (!(timeoutMs >= 0 && timeoutMs < Infinity)) throw new RangeError(`A time-out is from 0 ms, not ${timeoutMs}.`);
  if (!(requestsPerSecond > 0 && requestsPerSecond < Infinity))
    throw new RangeError(`Requests a second are above 0, not ${requestsPerSecond}.`);
  const capacityPerSecond = batchedCapacityPerSecond(options);
  if (requestsPerSecond >= capacityPerSecond) return overloadOf(requestsPerSecond, capacityPerSecond);

  const arrivals = poissonArrivals(requests, requestsPerSecond, random);
  const waitsMs = new Float64Array(requests);
  const batches = new Uint32Array(requests);
  const times = Float64Array.from({ length: size + 1 }, (_, batch) => (batch === 0 ? 0 : serviceMs(batch)));
  const free = new FreeTimes(workers);
  let count = 0;
  for (let oldest = 0; oldest < requests; count++) {
    const oldestMs = arrivals[oldest] as number;
    // Those who come after the last are not known: the last batch waits for its time-out.
    const fullMs = arrivals[oldest + size - 1] ?? Infinity;
    const startMs = Math.max(free.earliest, Math.min(fullMs, oldestMs + timeoutMs));
    let end = oldest + 1;
    while (end < requests && end - oldest < size && (arrivals[end] as number) <= startMs) end++;
    free.occupy(startMs + (times[end - oldest] as number));
    for (let index = oldest; index < end; index++) waitsMs[index] = startMs - (arrivals[index] as number);
    batches.fill(end - oldest, oldest, end);
    oldest = end;
  }
  return {
    kind: 'steady',
    load: requestsPerSecond / capacityPerSecond,
    capacityPerSecond,
    waitsMs,
    batches,
    meanBatch: requests / count,
  };
}
