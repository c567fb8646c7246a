import { stillProfile } from '../profile';
import { percentilesOf, samplesOf, type Percentiles } from '../samples';
import type { Refusal } from '../server';
import type { Requests } from '../simulate';
import { networksOf } from './replay';
import type { Trace } from './trace';

/** Requests in one stretch of a recording. */
export interface Slot {
  /** Of the recording, ms. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Mean of what its requests met. */
  readonly rttMs: number;
  readonly downKbps: number;
  readonly upKbps: number;
  readonly warm: Percentiles;
  readonly cold: Percentiles;
}

export interface Replayed {
  readonly slots: readonly Slot[];
  /** Of the whole recording. */
  readonly warm: Percentiles;
  readonly cold: Percentiles;
  /** Share of requests, the connection open, that take longer than the time asked about; absent where none was. */
  readonly longerShare?: number;
}

/** As many as a phone's width tells apart. */
const MOST_SLOTS = 48;

/**
 * Requests sent all along a recording.
 * @param requests options with their number: some hundred for each slot, or its 99th percentile is a guess
 * @param than a time to compare with, ms
 * @returns a refusal where the queue never empties or an amount can't be
 */
export function replayOverTime(
  trace: Trace,
  requests: Requests & { readonly requests: number },
  than?: number,
): Replayed | Refusal {
  const count = requests.requests;
  const networkAt = networksOf(trace, count);
  // Losses are dealt by the options' own network: a recording has its own within its figures.
  const samples = samplesOf({ ...requests, profile: stillProfile(requests.profile) }, networkAt);
  if ('problem' in samples) return samples;
  const { warm, cold } = samples;
  const slots = Math.min(MOST_SLOTS, count);
  const edge = (slot: number) => Math.floor((slot * count) / slots);
  return {
    slots: Array.from({ length: slots }, (_, slot) => {
      const [from, to] = [edge(slot), edge(slot + 1)];
      let [rttMs, downKbps, upKbps] = [0, 0, 0];
      for (let index = from; index < to; index++) {
        const network = networkAt(index);
        rttMs += network.rttMs / (to - from);
        downKbps += network.downKbps / (to - from);
        upKbps += network.upKbps / (to - from);
      }
      return {
        fromMs: (slot / slots) * trace.durationMs,
        toMs: ((slot + 1) / slots) * trace.durationMs,
        rttMs,
        downKbps,
        upKbps,
        warm: percentilesOf(warm.totals.subarray(from, to)),
        cold: percentilesOf(cold.totals.subarray(from, to)),
      };
    }),
    warm: percentilesOf(warm.totals),
    cold: percentilesOf(cold.totals),
    ...(than !== undefined && { longerShare: warm.totals.filter((ms) => ms > than).length / count }),
  };
}
