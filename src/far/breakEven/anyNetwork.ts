import type { NetworkProfile } from '../network';
import { legTimes, totalOf, wayOf, type Dealt } from '../request';
import { percentilesOf, type Percentiles } from '../samples';
import type { Refusal } from '../server';
import { circumstancesOf, dealAll, queueingOfRequests, type Requests } from '../simulate';

export type Connection = 'warm' | 'cold';

/** The same requests over a network of other rates and another round trip. */
export type AnyNetwork = (rates: Pick<NetworkProfile, 'rttMs' | 'upKbps' | 'downKbps'>) => Percentiles;

/**
 * What chance deals depends on neither the round trip nor the rates, so it is dealt once: a map asks hundreds of times. Jitter keeps its
 * share of the round trip, wherever the server stands.
 * @returns a refusal where the queue never empties
 * @throws RangeError for impossible amounts
 */
export function anyNetwork(options: Requests, connection: Connection): AnyNetwork | Refusal {
  const queueing = queueingOfRequests(options);
  if ('problem' in queueing) return { problem: queueing.problem };
  const requests = dealAll(options);
  const circumstances = circumstancesOf(options);
  const totals = new Float64Array(requests.length);
  const { distanceMs: _, ...network } = circumstances.profile;
  return (rates) => {
    const way = wayOf({ ...circumstances, profile: { ...network, ...rates } }, connection === 'cold');
    for (let index = 0; index < totals.length; index++) {
      totals[index] = totalOf(legTimes(way, requests[index] as Dealt));
    }
    return percentilesOf(totals);
  };
}
