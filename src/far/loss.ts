import type { Random } from '../domain/random';
import type { Losses } from './sending';

export interface LossDraws {
  /** Uniform in [0, 1): how far it is to the first packet that is lost by itself. */
  readonly first: number;
  /** Uniform in [0, 1): begins the luck of what comes after it, and of a link whose losses come in bursts. */
  readonly further: number;
}

/** Packets before the next event, where each has it with that chance: geometric. @param uniform in [0, 1) */
export function packetsBefore(chance: number, uniform: number): number {
  if (chance >= 1) return 0;
  return chance <= 0 ? Infinity : Math.floor(Math.log1p(-uniform) / Math.log1p(-chance));
}

/** A link that loses each packet by itself. @param before packets until the first one that is lost */
export function lossesApart(lossRate: number, before: number, random: Random): Losses {
  let next = before;
  return (packets) => {
    const lost: number[] = [];
    while (next < packets) {
      lost.push(next);
      next += 1 + packetsBefore(lossRate, random());
    }
    next -= packets;
    return lost;
  };
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
