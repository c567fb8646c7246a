import { customProfile, readOwnNetwork } from './custom';
import type { NetworkProfile } from './profile';
import { profiles } from './profiles';

export { asOwnNetwork, customProfile, ownNetworkOf } from './custom';
export type { NetworkProfile } from './profile';
export { DEFAULT_PROFILE, profiles } from './profiles';

/**
 * A network with the server beyond its edge. Its id names both (`nearside-5g@40`), so that a record or a link can be repeated.
 * @param network with the server at its edge, as {@link profileOf} gives it for an id without a distance
 * @param distanceMs round trip from that edge to the server; 0 leaves the network as it is
 */
export function awayBy(network: NetworkProfile, distanceMs: number): NetworkProfile {
  if (distanceMs === 0) return network;
  return { ...network, id: `${network.id}@${distanceMs}`, rttMs: network.rttMs + distanceMs, distanceMs };
}

/** Beyond what is shown, so that a link may name a satellite; written in one way only. */
export const MOST_DISTANCE_MS = 1000;

function isDistance(text: string): boolean {
  const ms = Number(text);
  return /^\d{1,4}(\.\d{1,2})?$/.test(text) && String(ms) === text && ms > 0 && ms <= MOST_DISTANCE_MS;
}

/** @returns the profile of that id, one with a distance (`nearside-5g@40`) or a custom one included; undefined when there is none such */
export function profileOf(id: string): NetworkProfile | undefined {
  const [network = '', distance, ...others] = id.split('@');
  if (others.length > 0 || (distance !== undefined && !isDistance(distance))) return undefined;
  const found = networkOf(network);
  return found && awayBy(found, Number(distance ?? 0));
}

/** Why a custom network can't be read, in a sentence; undefined where it can, or where the id names none. */
export function customProblem(id: string): string | undefined {
  const own = readOwnNetwork(id.split('@')[0] ?? '');
  return own && 'problem' in own ? own.problem : undefined;
}

function networkOf(id: string): NetworkProfile | undefined {
  const own = readOwnNetwork(id);
  if (!own) return profiles.find((profile) => profile.id === id);
  return 'problem' in own ? undefined : customProfile(own);
}
