import type { Random } from '../../domain/random';
import type { ServiceDraw } from './service';

/** Times at which each of some workers is free, ms, the earliest at hand: a binary heap. */
export class FreeTimes {
  readonly #heap: Float64Array;

  constructor(workers: number) {
    this.#heap = new Float64Array(workers);
  }

  get earliest(): number {
    return this.#heap[0] as number;
  }

  /** The worker that is free first is busy until then. */
  occupy(untilMs: number): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= heap.length) break;
      const right = left + 1;
      const child = right < heap.length && (heap[right] as number) < (heap[left] as number) ? right : left;
      if ((heap[child] as number) >= untilMs) break;
      heap[at] = heap[child] as number;
      at = child;
    }
    heap[at] = untilMs;
  }
}

/** Moments at which requests arrive that know nothing of each other (a Poisson process), ms, rising. */
export function poissonArrivals(requests: number, perSecond: number, random: Random): Float64Array {
  const arrivals = new Float64Array(requests);
  let clockMs = 0;
  for (let index = 0; index < requests; index++) {
    clockMs -= (1000 / perSecond) * Math.log(1 - random());
    arrivals[index] = clockMs;
  }
  return arrivals;
}

export interface DiscreteQueue {
  readonly requestsPerSecond: number;
  readonly workers: number;
  readonly service: ServiceDraw;
  readonly requests: number;
  readonly random: Random;
}

/**
 * Requests that are served one after another as they came, by the worker that is free first: simulated event by event (Kiefer &
 * Wolfowitz 1955 give the recursion). It begins with nobody waiting, so leave the first ones out where the long run is wanted.
 * @returns how long each waited, ms, in the order in which they came
 */
export function simulateQueue({ requestsPerSecond, workers, service, requests, random }: DiscreteQueue): Float64Array {
  const arrivals = poissonArrivals(requests, requestsPerSecond, random);
  const free = new FreeTimes(workers);
  return arrivals.map((arrivalMs) => {
    const startMs = Math.max(arrivalMs, free.earliest);
    free.occupy(startMs + service(random));
    return startMs - arrivalMs;
  });
}
