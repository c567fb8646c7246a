import type { NetworkProfile } from './profile';
import { legIds, legTimes, totalOf, wayOf, type Dealt, type LegId, type Way } from './request';
import { circumstancesOf, dealAll, type Requests } from './simulate';

/** Every simulated request, leg by leg, ms. */
export interface Samples {
  readonly legs: Readonly<Record<LegId, Float64Array>>;
  readonly totals: Float64Array;
}

export interface BothConnections {
  readonly warm: Samples;
  readonly cold: Samples;
}

/**
 * All requests of a simulation, on an open connection and on one to open first: the same luck in both.
 * @param networkAt the network that each meets, in place of the options' own; jitter's shape and loss are dealt by the options' own
 * @throws RangeError for impossible amounts, and where the queue never empties
 */
export function samplesOf(options: Requests, networkAt?: (index: number) => NetworkProfile): BothConnections {
  const requests = dealAll(options);
  const circumstances = circumstancesOf(options);
  const gather = (cold: boolean): Samples => {
    const own = wayOf(circumstances, cold);
    const ways = new Map<NetworkProfile, Way>();
    const wayAt = (index: number): Way => {
      if (!networkAt) return own;
      const profile = networkAt(index);
      const way = ways.get(profile) ?? wayOf({ ...circumstances, profile }, cold);
      ways.set(profile, way);
      return way;
    };
    const legs = Object.fromEntries(legIds.map((id) => [id, new Float64Array(requests.length)])) as Samples['legs'];
    const totals = new Float64Array(requests.length);
    for (let index = 0; index < requests.length; index++) {
      const times = legTimes(wayAt(index), requests[index] as Dealt);
      for (const id of legIds) legs[id][index] = times[id];
      totals[index] = totalOf(times);
    }
    return { legs, totals };
  };
  return { warm: gather(false), cold: gather(true) };
}

/** Nearest-rank percentiles, ms. */
export interface Percentiles {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

export function percentilesOf(values: Float64Array): Percentiles {
  const sorted = values.toSorted();
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number;
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99) };
}
