import type { Framing } from './framing';

export interface LossDraws {
  /** Uniform in [0, 1). */
  readonly tail: number;
  readonly body: number;
  /** Uniform in [0, 1): begins the luck of a link whose losses come in bursts. */
  readonly bursts: number;
}

/** What lost packets cost: round trips, whose length is still open, and time beside them, ms. */
export interface Loss {
  readonly trips: number;
  readonly waitMs: number;
}

/** The last packets of a message: a loss among them cannot raise three duplicate acknowledgements (RFC 5681, RFC 9002 section 6.1.1). */
export const TAIL_PACKETS = 3;

/**
 * What packets cost that are lost each by itself. One of the last three waits for the timer, a round trip and `timerMs`; any other is
 * sent again after one round trip. What is sent again may be lost again. The window is not halved.
 */
export function lossOf(
  bytes: number,
  lossRate: number,
  draws: Pick<LossDraws, 'tail' | 'body'>,
  framing: Framing,
): Loss {
  const packets = Math.ceil(bytes / framing.payloadBytes);
  const tail = Math.min(TAIL_PACKETS, packets);
  const timeouts = lossesOf(tail, lossRate, draws.tail);
  const resends = lossesOf(packets - tail, lossRate, draws.body);
  return { trips: timeouts + resends, waitMs: timeouts * framing.timerMs };
}

/**
 * Number of losses until `packets` have got through, each sending lost with probability `lossRate` by itself, those sent again included:
 * the negative binomial's value at quantile `uniform`, by sequential search (Devroye, "Non-Uniform Random Variate Generation", 1986,
 * section X.4). It never falls as any of the three grows, so that one seed's luck is worse on a worse network.
 * @param lossRate from 0 to below 1
 * @param uniform in [0, 1)
 */
export function lossesOf(packets: number, lossRate: number, uniform: number): number {
  if (lossRate <= 0 || packets <= 0) return 0;
  const logRate = Math.log(lossRate);
  // In logarithms: (1 − p)^n alone underflows where hundreds of losses are expected.
  let logChance = packets * Math.log1p(-lossRate);
  let upTo = Math.exp(logChance);
  let losses = 0;
  // Rounding keeps the sum of all chances just below 1: the end of the tail is where another adds nothing.
  while (upTo <= uniform) {
    logChance += Math.log((packets + losses) / (losses + 1)) + logRate;
    losses += 1;
    const next = upTo + Math.exp(logChance);
    if (next === upTo && losses > (packets * lossRate) / (1 - lossRate)) break;
    upTo = next;
  }
  return losses;
}
