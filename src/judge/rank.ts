import type { Cell, CompletedCell } from '../record/record';
import { distinguishable } from '../measure/statistics';

export interface Ranking {
  /** Completed cells with an interval, lowest median first. Neighbours need not differ. */
  readonly ranked: readonly CompletedCell[];
  /** Completed cells with too few samples for an interval: nothing is said of their place. */
  readonly unranked: readonly CompletedCell[];
  /** The fastest, where its interval lies apart from every other ranked cell's and no unranked one may be as fast. */
  readonly winner?: CompletedCell;
  /** Without a winner: the cells that may be the fastest, lowest median first. */
  readonly tied: readonly CompletedCell[];
}

/** What executed, as the runtime reported it; what was asked for where it did not. */
export const backendOf = (cell: Cell) => cell.actual?.backend ?? cell.target.backend;
export const threadsOf = (cell: Cell) => cell.actual?.threads ?? cell.target.threads;

/**
 * Whether two targets came down to the same thing: `ort-wasm` and `ort-wasm@1` where only one thread is to be had. They
 * are no rivals; they are one cell measured twice.
 */
export function isTwin(a: Cell, b: Cell): boolean {
  return (
    a.target.runtime === b.target.runtime &&
    backendOf(a) === backendOf(b) &&
    threadsOf(a) !== undefined &&
    threadsOf(a) === threadsOf(b) &&
    a.actual?.build === b.actual?.build &&
    a.artefact?.format === b.artefact?.format &&
    a.artefact?.precision === b.artefact?.precision
  );
}

/**
 * Ranks the completed cells of one model: wrong, unsupported, failed and stopped ones have no rank.
 * @param resolutionMs the clock's tick; see {@link distinguishable}
 * @throws RangeError when the cells are not all of one model, since times of different networks can't be ranked
 */
export function rank(cells: readonly Cell[], resolutionMs: number): Ranking {
  if (cells.some(({ model }) => model !== cells[0]?.model))
    throw new RangeError('Only cells of one model can be ranked.');
  const completed = cells
    .filter((cell) => cell.status === 'completed')
    .sort((a, b) => a.steady.medianMs - b.steady.medianMs);
  const ranked = completed.filter(({ steady }) => steady.ci95Ms);
  const unranked = completed.filter(({ steady }) => !steady.ci95Ms);
  const [fastest, ...others] = ranked;
  if (!fastest) return { ranked, unranked, tied: unranked };
  const bound = fastest.steady.ci95Ms?.[1] ?? Infinity;
  const rivals = [...others, ...unranked].filter((cell) => !isTwin(cell, fastest));
  const mayBeAsFast = rivals.filter(({ steady }) =>
    steady.ci95Ms ? !distinguishable(fastest.steady, steady, resolutionMs) : steady.minMs <= bound,
  );
  const beaten = rivals.some((cell) => cell.steady.ci95Ms && !mayBeAsFast.includes(cell));
  if (beaten && mayBeAsFast.length === 0) return { ranked, unranked, winner: fastest, tied: [] };
  return { ranked, unranked, tied: completed.filter((cell) => cell === fastest || mayBeAsFast.includes(cell)) };
}
