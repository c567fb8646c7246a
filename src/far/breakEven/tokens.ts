import { farWriting, type WritingOptions } from '../generation';
import type { Refusal } from '../server';

/** When a far side's tokens are there, ms from the key press. */
export interface FarTokens {
  readonly firstMs: number;
  readonly coldFirstMs: number;
  readonly arrivals: Float64Array;
}

/**
 * A text's tokens, the first at its median.
 * @param options with the server at the network's edge
 * @param count of tokens, 2 at least
 * @returns a refusal where a figure of the server's chip is unknown
 */
export function farTokens(options: WritingOptions, distanceMs: number, count: number): FarTokens | Refusal {
  const writing = farWriting(options);
  if ('problem' in writing) return writing;
  const { totalMs, coldTotalMs } = writing.first.at(distanceMs);
  return {
    firstMs: totalMs.median,
    coldFirstMs: coldTotalMs.median,
    arrivals: writing.arrivals(totalMs.median, count),
  };
}
