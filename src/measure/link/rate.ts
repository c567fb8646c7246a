import { percentilesOf } from '../../statistics/samples';

/** How much of a download was here at a moment. */
export interface Arrived {
  readonly atMs: number;
  readonly bytes: number;
}

export interface Rate {
  /** Windows that the download was cut into. */
  readonly n: number;
  readonly bytes: number;
  /** Without what came while the sender was still feeling its way. */
  readonly medianKbps: number;
  readonly p10Kbps: number;
  readonly p90Kbps: number;
}

/** Of the download's beginning is left out: slow start's, as long as a window grows. */
const LEFT_OUT_MS = 300;
const LEFT_OUT_SHARE = 0.25;
const WINDOW_MS = 200;
/** Less than this on the clock is the browser's own speed and not the link's. */
const LEAST_MS = 50;

/**
 * The rate of one download.
 * @param arrived rising, from the first bytes on
 * @returns undefined where it took too little time, or brought too little, to say
 */
export function rateOf(arrived: readonly Arrived[]): Rate | undefined {
  const [first, last] = [arrived[0], arrived.at(-1)];
  if (!first || !last || last.atMs - first.atMs < LEAST_MS) return undefined;
  const beginsMs = first.atMs + Math.min(LEFT_OUT_MS, LEFT_OUT_SHARE * (last.atMs - first.atMs));
  const kbps: number[] = [];
  let from = arrived.find(({ atMs }) => atMs >= beginsMs) ?? first;
  for (const point of arrived) {
    const isEnd = point === last;
    if (point.atMs - from.atMs < WINDOW_MS && !(isEnd && kbps.length === 0)) continue;
    const ms = point.atMs - from.atMs;
    if (ms > 0) kbps.push((8 * (point.bytes - from.bytes)) / ms);
    from = point;
  }
  if (kbps.length === 0 || !kbps.some((rate) => rate > 0)) return undefined;
  const [p10Kbps, medianKbps, p90Kbps] = percentilesOf(kbps, [10, 50, 90]) as [number, number, number];
  return { n: kbps.length, bytes: last.bytes, medianKbps, p10Kbps, p90Kbps };
}
