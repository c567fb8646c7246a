import type { Requests } from './simulate';

/** What comes of a server's time where it is as predicted, and at both ends of the interval that holds 80 of 100 such cases. */
export interface Ends<T> {
  readonly faster: T;
  readonly expected: T;
  readonly slower: T;
}

/**
 * Whatever follows from a simulation, three times: a chip is fast or slow for all requests alike, so that the ends of its time are those of
 * totals, break-evens and plans too. Where the prediction has no interval all three are the same one.
 */
export function atEnds<T>(options: Requests, of: (options: Requests) => T): Ends<T> {
  const expected = of(options);
  const { interval } = options.compute;
  if (!interval) return { faster: expected, expected, slower: expected };
  const [faster, slower] = interval.map((ms) => of(withCompute(options, ms))) as [T, T];
  return { faster, expected, slower };
}

/** Batches take longer or shorter in proportion. A load that is stated as a share of the time stays that share. */
function withCompute({ compute, batchMs, ...options }: Requests, ms: number): Requests {
  const { interval: _, ...rest } = compute;
  const factor = compute.ms > 0 ? ms / compute.ms : 1;
  return {
    ...options,
    compute: { ...rest, ms },
    ...(batchMs && { batchMs: (batch: number) => factor * batchMs(batch) }),
  };
}
