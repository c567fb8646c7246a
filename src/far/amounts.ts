import type { Requests } from './simulate';

const isAmount = (value: number) => value >= 0 && value < Infinity;

/** What of a simulation can't be, in a sentence that can be shown; undefined where all can. */
export function amountsProblem({ payload, profile, compute, seed, requests = 1000 }: Requests): string | undefined {
  for (const bytes of [payload.upBytes, payload.downBytes]) {
    if (!Number.isSafeInteger(bytes) || bytes < 0) return `A payload is whole bytes from 0, not ${bytes}.`;
  }
  if (!Number.isSafeInteger(requests) || requests < 1) return `Requests are whole, from 1, not ${requests}.`;
  if (!Number.isSafeInteger(seed)) return `A seed is a whole number, not ${seed}.`;
  const { rttMs, upKbps, downKbps, lossRate } = profile;
  if (!isAmount(rttMs)) return `A round trip is from 0 ms, not ${rttMs}.`;
  for (const kbps of [upKbps, downKbps]) {
    if (!(isAmount(kbps) && kbps > 0)) return `A link carries more than 0 kbit/s, not ${kbps}.`;
  }
  if (!(lossRate >= 0 && lossRate < 1)) return `Loss is from 0 to below 100 %, not ${100 * lossRate} %.`;
  return isAmount(compute.ms) ? undefined : `The server's time is from 0 ms, not ${compute.ms}.`;
}
