/** Rates that divide one use from the next, answers a second, and where they lie on a time scale. */
export const marks = [
  { perSecond: 30, ms: 1000 / 30 },
  { perSecond: 10, ms: 100 },
  { perSecond: 1, ms: 1000 },
] as const;

/** What a time between two marks is good for, from the fastest on; each reaches up to the mark of its place. */
export const uses = ['smooth', 'live', 'photos', 'wait'] as const;
export type Use = (typeof uses)[number];

/** A logarithmic scale of times, as shares of its length. */
export interface Scale {
  /** 0 to 1; what lies outside is at the end nearest to it. */
  readonly at: (ms: number) => number;
  readonly zones: readonly { readonly use: Use; readonly from: number; readonly to: number }[];
}

/** What is shown at least, ms: from before the first mark to behind the last, so that every use has room for its word. */
const LEAST_MS = [12, 2700] as const;
/** Left free before the fastest and behind the slowest, as a ratio. */
const BEFORE = 1.7;
const BEHIND = 1.25;

/**
 * A scale that holds all marks and times.
 * @param times all above 0, ms
 */
export function scaleOf(times: readonly number[]): Scale {
  let [low, high]: [number, number] = [...LEAST_MS];
  // A loop, as an imported record may hold more than a call takes arguments.
  for (const ms of times) {
    low = Math.min(low, ms / BEFORE);
    high = Math.max(high, ms * BEHIND);
  }
  const length = Math.log(high / low);
  const at = (ms: number) => Math.min(1, Math.max(0, Math.log(ms / low) / length));
  const edges = [0, ...marks.map(({ ms }) => at(ms)), 1];
  return { at, zones: uses.map((use, index) => ({ use, from: edges[index] ?? 0, to: edges[index + 1] ?? 1 })) };
}
