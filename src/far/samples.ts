import { nearestRanks } from '../statistics/select';
import type { NetworkProfile } from './profile';
import type { Queueing } from './queue/traffic';
import { type Dealt } from './deal';
import { legIds, legTimes, totalOf, wayOf, type LegId, type Way } from './request';
import type { Refusal } from './server';
import { circumstancesOf, dealAll, type Requests } from './simulate';
import { totalsOf } from './totals';

/** Every simulated request, leg by leg, ms. */
export interface Samples {
  readonly legs: Readonly<Record<LegId, Float64Array>>;
  readonly totals: Float64Array;
}

export interface BothConnections {
  readonly warm: Samples;
  readonly cold: Samples;
  /** What else the server has to do. */
  readonly queueing: Queueing;
}

/**
 * All requests of a simulation, on an open connection and on one to open first: the same luck in both.
 * @param networkAt the network that each meets, in place of the options' own; jitter's shape and loss are dealt by the options' own
 * @returns a refusal where the queue never empties or an amount can't be
 */
export function samplesOf(options: Requests, networkAt?: (index: number) => NetworkProfile): BothConnections | Refusal {
  const dealt = dealAll(options);
  if ('problem' in dealt) return dealt;
  const { requests, queueing } = dealt;
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
  return { warm: gather(false), cold: gather(true), queueing };
}

/**
 * The totals' percentiles alone, several times as fast.
 * @returns a refusal where the queue never empties or an amount can't be
 */
export function bothPercentiles(options: Requests): Readonly<Record<'warm' | 'cold', Percentiles>> | Refusal {
  const dealt = dealAll(options);
  if ('problem' in dealt) return dealt;
  const circumstances = circumstancesOf(options);
  const fill = totalsOf(dealt.requests);
  const totals = new Float64Array(dealt.requests.length);
  const at = (cold: boolean): Percentiles => {
    fill(wayOf(circumstances, cold), totals);
    return percentilesIn(totals);
  };
  return { warm: at(false), cold: at(true) };
}

/** Nearest-rank percentiles, ms. */
export interface Percentiles {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

export function percentilesOf(values: Float64Array): Percentiles {
  return percentilesIn(values.slice());
}

/** The same, with the values put into another order. */
export function percentilesIn(values: Float64Array): Percentiles {
  const [p50, p90, p99] = nearestRanks(values, [0.5, 0.9, 0.99]) as [number, number, number];
  return { p50, p90, p99 };
}
