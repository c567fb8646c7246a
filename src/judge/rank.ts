import type { Cell, CompletedCell } from '../record/record';
import { different, floorOf, type Floor, type Grounds } from './different';

export interface Ranking {
  /** Completed cells with an interval over openings, lowest median first. Neighbours need not differ. */
  readonly ranked: readonly CompletedCell[];
  /** Completed cells of one opening: nothing is said of their place. */
  readonly unranked: readonly CompletedCell[];
  /** The fastest, where it differs from every other ranked cell and no unranked one may be as fast. */
  readonly winner?: CompletedCell;
  /** Without a winner: the cells that may be the fastest, lowest median first. */
  readonly tied: readonly CompletedCell[];
  /** Of cells of one opening each, the one so far ahead that openings seldom make up for it: a first impression, no winner. */
  readonly ahead?: CompletedCell;
  /** What this device tells apart at least; absent where no cell has two openings. */
  readonly floor?: Floor;
}

/**
 * How far ahead one opening has to be to be called ahead. Openings differ by some 2 %, on some targets by 5 %, visits by up to 3 %:
 * twice the deviation of a difference of two such is 17 %.
 */
export const AHEAD = 1.2;

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
 * @param grounds the clock's tick, and the floor of the run where the cells are not all of it
 * @throws RangeError when the cells are not all of one model, since times of different networks can't be ranked
 */
export function rank(cells: readonly Cell[], grounds: Grounds): Ranking {
  if (cells.some(({ model }) => model !== cells[0]?.model))
    throw new RangeError('Only cells of one model can be ranked.');
  const completed = cells
    .filter((cell) => cell.status === 'completed')
    .sort((a, b) => a.steady.medianMs - b.steady.medianMs);
  const ranked = completed.filter(({ steady }) => steady.openings > 1);
  const unranked = completed.filter(({ steady }) => steady.openings === 1);
  const floor = grounds.floor ?? floorOf(cells);
  const [fastest, ...others] = ranked;
  if (!fastest) return { ranked, unranked, tied: closeTo(unranked), ahead: aheadOf(unranked) };
  const bound = fastest.steady.ci95Ms?.[1] ?? Infinity;
  const rivals = [...others, ...unranked].filter((cell) => !isTwin(cell, fastest));
  const mayBeAsFast = rivals.filter(({ steady }) =>
    steady.openings > 1 ? !different(fastest.steady, steady, { ...grounds, floor }) : steady.minMs <= bound,
  );
  const beaten = rivals.some((cell) => cell.steady.openings > 1 && !mayBeAsFast.includes(cell));
  if (beaten && mayBeAsFast.length === 0) return { ranked, unranked, winner: fastest, tied: [], floor };
  return { ranked, unranked, tied: completed.filter((cell) => cell === fastest || mayBeAsFast.includes(cell)), floor };
}

/** Of cells of one opening each, those that the first is not ahead of, itself among them. */
function closeTo(cells: readonly CompletedCell[]): CompletedCell[] {
  const most = AHEAD * (cells[0]?.steady.medianMs ?? 0);
  return cells.filter(({ steady }) => steady.medianMs <= most);
}

function aheadOf(cells: readonly CompletedCell[]): CompletedCell | undefined {
  const [first, ...others] = cells;
  const rivals = first ? others.filter((cell) => !isTwin(cell, first)) : [];
  return rivals[0] && first && rivals[0].steady.medianMs > AHEAD * first.steady.medianMs ? first : undefined;
}
