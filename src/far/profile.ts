import type { Bursts } from './bursts';
import type { JitterDistribution } from './jitter';

/** The way from the device to the server, as a visitor could meet it. */
export interface NetworkProfile {
  readonly id: string;
  readonly title: string;
  /** Who published the rates and the round trip. */
  readonly source: string;
  readonly downKbps: number;
  readonly upKbps: number;
  /** Mean round trip to the server, ms. */
  readonly rttMs: number;
  /** Of it: from the edge of this network to the server, ms; absent where the server stands at that edge, as the sources have it. */
  readonly distanceMs?: number;
  /** Standard deviation of a one-way delay within the network, as a share of its own round trip. No source gives it: see {@link links}. */
  readonly jitterShare: number;
  /** The same in ms, in place of the share. */
  readonly ownJitterMs?: number;
  readonly distribution: JitterDistribution;
  /** Correlation of one delay with the one before it in the same request, 0 to 1; 0 where absent. */
  readonly jitterCorrelation?: number;
  /** Chance that a packet is lost, 0 to below 1. No source gives it: see {@link links}. */
  readonly lossRate: number;
  /** Set where losses come in bursts; `lossRate` is then their long run. */
  readonly bursts?: Bursts;
  readonly note: string;
}

/** Jitter and loss by kind of link: the project's own assumptions, since none of the sources has them. */
export const links = {
  wired: { jitterShare: 0.02, distribution: 'normal', lossRate: 0.0001 },
  wifi: { jitterShare: 0.2, distribution: 'paretonormal', lossRate: 0.001 },
  mobile: { jitterShare: 0.1, distribution: 'paretonormal', lossRate: 0.001 },
  oldMobile: { jitterShare: 0.15, distribution: 'paretonormal', lossRate: 0.005 },
} as const;

/** What is beyond the network's edge is taken for a wired way without loss: its jitter, as a share of its round trip. */
export const BEYOND_JITTER_SHARE = links.wired.jitterShare;

/** Standard deviation of a one-way delay, ms: the network's own and that of the way beyond it, which add up at worst. */
export function jitterMs({ rttMs, distanceMs = 0, jitterShare, ownJitterMs }: NetworkProfile): number {
  return (ownJitterMs ?? jitterShare * (rttMs - distanceMs)) + BEYOND_JITTER_SHARE * distanceMs;
}

/** The same of a round trip, ms: two ways that follow each other, correlated as the network has it. */
export const roundTripJitterMs = (profile: NetworkProfile): number =>
  jitterMs(profile) * Math.sqrt(2 * (1 + (profile.jitterCorrelation ?? 0)));

/** The same way with nothing left to chance: no jitter and no loss. */
export function stillProfile(profile: NetworkProfile): NetworkProfile {
  // The way beyond the edge has a jitter of its own only where it is told apart.
  const { distanceMs: _, bursts: __, ...rest } = profile;
  return { ...rest, jitterShare: 0, ownJitterMs: 0, lossRate: 0 };
}
