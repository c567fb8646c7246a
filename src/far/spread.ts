import { wayOf } from './request';
import type { Percentiles } from './samples';
import type { Refusal } from './server';
import { circumstancesOf, dealAll, type Requests } from './simulate';
import { totalsOf } from './totals';

/** How long requests take, without each of them. */
export interface Spread {
  readonly requests: number;
  readonly percentiles: Percentiles;
  /** Evenly ranked totals, rising, ms: each stands for as many requests. */
  readonly quantilesMs: Float64Array;
}

/** As fine as any drawing: a thousandth of all requests each. */
const QUANTILES = 1000;

/** Nearest-rank percentiles of sorted totals, and {@link QUANTILES} of them at the middle of their ranks. */
export function spreadOf(sortedMs: Float64Array): Spread {
  const { length } = sortedMs;
  const at = (share: number) => sortedMs[Math.max(0, Math.ceil(share * length) - 1)] as number;
  const count = Math.min(length, QUANTILES);
  return {
    requests: length,
    percentiles: { p50: at(0.5), p90: at(0.9), p99: at(0.99) },
    quantilesMs: Float64Array.from({ length: count }, (_, index) => at((index + 0.5) / count)),
  };
}

/**
 * As many requests as the options ask for, on an open connection and on one to open first: the same luck in both.
 * @returns a refusal where the queue never empties or an amount can't be
 */
export function spreadsOf(options: Requests): { readonly warm: Spread; readonly cold: Spread } | Refusal {
  const dealt = dealAll(options);
  if ('problem' in dealt) return dealt;
  const fill = totalsOf(dealt.requests);
  const circumstances = circumstancesOf(options);
  const totals = new Float64Array(dealt.requests.length);
  const of = (cold: boolean) => {
    fill(wayOf(circumstances, cold), totals);
    return spreadOf(totals.sort());
  };
  return { warm: of(false), cold: of(true) };
}
