import type { Range } from '../../../far/cost/figures';

/** A logarithmic axis over whole powers of ten that holds all that is shown. */
export interface LogAxis {
  readonly least: number;
  readonly most: number;
  /** @returns 0 to 1 */
  readonly at: (value: number) => number;
  /** Powers of ten to label, no more than asked for. */
  readonly ticks: readonly number[];
}

export function logAxis(least: number, most: number, mostTicks: number): LogAxis {
  const [from, to] = [
    Math.floor(Math.log10(least)),
    Math.max(Math.floor(Math.log10(least)) + 1, Math.ceil(Math.log10(most))),
  ];
  const every = Math.max(1, Math.ceil((to - from + 1) / mostTicks));
  const ticks = Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, index) => 10 ** (from + index * every));
  return {
    least: 10 ** from,
    most: 10 ** to,
    at: (value) => Math.min(1, Math.max(0, (Math.log10(value) - from) / (to - from))),
    ticks,
  };
}

/** An axis over some ranges; undefined where none has a figure above 0. */
export function axisOver(ranges: readonly Range[], mostTicks: number): LogAxis | undefined {
  const ends = ranges.flatMap(({ low, high }) => [low, high]).filter((end) => end > 0 && end < Infinity);
  return ends.length === 0 ? undefined : logAxis(Math.min(...ends), Math.max(...ends), mostTicks);
}
