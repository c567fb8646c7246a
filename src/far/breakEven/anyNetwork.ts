import { jitterMs, type NetworkProfile } from '../profile';
import { wayOf } from '../request';
import { percentilesIn, type Percentiles } from '../samples';
import type { Refusal } from '../server';
import { circumstancesOf, dealAll, type Requests } from '../simulate';
import { totalsOf } from '../totals';

export type Connection = 'warm' | 'cold';

/** The same requests over a network of other rates and another round trip. */
export type AnyNetwork = (rates: Pick<NetworkProfile, 'rttMs' | 'upKbps' | 'downKbps'>) => Percentiles;

/**
 * What chance deals depends on neither the round trip nor the rates, so it is dealt once: a map asks a thousand times. Jitter keeps its
 * share of the round trip, wherever the server stands.
 * @returns a refusal where the queue never empties or an amount can't be
 */
export function anyNetwork(options: Requests, connection: Connection): AnyNetwork | Refusal {
  const dealt = dealAll(options);
  if ('problem' in dealt) return dealt;
  const circumstances = circumstancesOf(options);
  const fill = totalsOf(dealt.requests);
  const totals = new Float64Array(dealt.requests.length);
  const at = otherNetworks(options.profile);
  return (rates) => {
    fill(wayOf({ ...circumstances, profile: at(rates) }, connection === 'cold'), totals);
    return percentilesIn(totals);
  };
}

/** Percentiles over the options' own network, ms. */
export function percentilesAt(options: Requests, connection: Connection): Percentiles | Refusal {
  const at = anyNetwork(options, connection);
  return 'problem' in at ? at : at(options.profile);
}

/** The network at other rates and another round trip, all of its way in one: its jitter keeps its share, its loss stays. */
export function otherNetworks(
  profile: NetworkProfile,
): (rates: Pick<NetworkProfile, 'rttMs' | 'upKbps' | 'downKbps'>) => NetworkProfile {
  const network = withoutDistance(profile);
  return (rates) => ({ ...network, ...rates });
}

/** The network with all of its way in one: at its own round trip its jitter is what it was. */
function withoutDistance(profile: NetworkProfile): NetworkProfile {
  const { distanceMs = 0, ...network } = profile;
  if (distanceMs === 0) return network;
  const jitter = jitterMs(profile);
  return profile.ownJitterMs === undefined
    ? { ...network, jitterShare: jitter / profile.rttMs }
    : { ...network, ownJitterMs: jitter };
}
