import type { Far, Leg } from '../record/record';
import { describeLegs } from './legs';
import { awayBy, type NetworkProfile } from './network';
import { type Circumstances } from './circumstances';
import { type Dealt } from './deal';
import { legIds, legTimes, totalOf, wayOf, type LegId } from './request';
import type { Refusal } from './server';
import { totalsOf } from './totals';
import { circumstancesOf, dealAll, type Requests } from './simulate';

/** A far side with its server at some distance from the network's edge. */
export interface FarPoint extends Pick<Far, 'totalMs' | 'coldTotalMs'> {
  readonly distanceMs: number;
  /** Round trip in all, ms. */
  readonly rttMs: number;
  /**
   * A typical request, its legs adding up to the median: what the fifth of requests nearest to the median takes for each leg
   * on average, scaled. One request's own legs would jump about as the server moves, a queue here and none there.
   */
  readonly warm: readonly Leg[];
  readonly cold: readonly Leg[];
}

/** The same requests with the server anywhere beyond the network's edge. */
export interface AnyDistance {
  /** Quick enough for every frame of a slider that moves: what chance deals is dealt once. */
  readonly at: (distanceMs: number) => FarPoint;
  /** A median alone, quicker still, for a search: of an open connection, or of one to open first. */
  readonly medianAt: (distanceMs: number, connection: 'warm' | 'cold') => number;
  /** Every request's total, rising, ms: read it before the next is asked for, which writes over it. */
  readonly sortedAt: (distanceMs: number, connection: 'warm' | 'cold') => Float64Array;
}

/**
 * @param options with the network that the server stands beyond, the server at its edge
 * @returns a refusal where the queue never empties or an amount can't be
 */
export function anyDistance(options: Requests & { readonly profile: NetworkProfile }): AnyDistance | Refusal {
  const dealt = dealAll(options);
  if ('problem' in dealt) return dealt;
  const { requests } = dealt;
  const fill = totalsOf(requests);
  const totals = new Float64Array(requests.length);
  const sorted = new Float64Array(requests.length);
  const circumstancesAt = (distanceMs: number): Circumstances =>
    circumstancesOf({ ...options, profile: awayBy(options.profile, distanceMs) });

  /** Fills both arrays. */
  const measure = (circumstances: Circumstances, cold: boolean) => {
    const way = wayOf(circumstances, cold);
    fill(way, totals);
    sorted.set(totals);
    sorted.sort();
    return way;
  };
  const ranked = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number;

  const distribution = (circumstances: Circumstances, cold: boolean) => {
    const way = measure(circumstances, cold);
    const [median, low, high] = [ranked(0.5), ranked(0.4), ranked(0.6)];
    const sums = Object.fromEntries(legIds.map((id) => [id, 0])) as Record<LegId, number>;
    for (let index = 0; index < requests.length; index++) {
      const total = totals[index] as number;
      if (total < low || total > high) continue;
      const times = legTimes(way, requests[index] as Dealt);
      for (const id of legIds) sums[id] += times[id];
    }
    const scale = median / totalOf(sums);
    for (const id of legIds) sums[id] *= scale;
    return {
      legs: describeLegs(circumstances, options.compute.basis, sums, cold),
      totalMs: { median, p90: ranked(0.9), p99: ranked(0.99) },
    };
  };

  /** The last one asked for: what is drawn and what is judged of a frame ask for the same. */
  let last: FarPoint | undefined;

  return {
    at(distanceMs) {
      if (last?.distanceMs === distanceMs) return last;
      const circumstances = circumstancesAt(distanceMs);
      const warm = distribution(circumstances, false);
      const cold = distribution(circumstances, true);
      last = {
        distanceMs,
        rttMs: circumstances.profile.rttMs,
        warm: warm.legs,
        cold: cold.legs,
        totalMs: warm.totalMs,
        coldTotalMs: cold.totalMs,
      };
      return last;
    },
    medianAt(distanceMs, connection) {
      measure(circumstancesAt(distanceMs), connection === 'cold');
      return ranked(0.5);
    },
    sortedAt(distanceMs, connection) {
      measure(circumstancesAt(distanceMs), connection === 'cold');
      return sorted;
    },
  };
}
