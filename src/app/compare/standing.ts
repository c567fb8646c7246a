import { AHEAD, isTwin, rank, type Ranking } from '../../judge/rank';
import type { Cell, CompletedCell } from '../../record/record';
import { placeKey, placeOf } from './place';
import type { Outcome } from './outcomes';

/** What the matrix shows of a cell: an inference once warm, or the first. */
export type Show = 'warm' | 'first';

/** The cells of one row against each other. */
export interface Standing {
  readonly ranking: Ranking;
  /** Keys of the cells that count as the fastest: the winner with what came down to the same, or all that may be. */
  readonly best: ReadonlySet<string>;
  /** What the shades are measured against, ms; absent where nothing has a time. */
  readonly fastestMs?: number;
  /** The coarsest clock's tick of those that they were measured by, ms. */
  readonly resolutionMs: number;
}

const keyOf = (cell: Cell) => placeKey(placeOf(cell));

export const firstMsOf = (cell: Cell): number | undefined =>
  cell.status === 'completed' ? cell.phases?.firstMs : undefined;

export const valueOf = (cell: Cell, show: Show): number | undefined =>
  cell.status !== 'completed' ? undefined : show === 'warm' ? cell.steady.medianMs : firstMsOf(cell);

function fastestOf({ winner, ranked, unranked, ahead, tied }: Ranking): readonly CompletedCell[] {
  if (winner) return [...ranked, ...unranked].filter((cell) => cell === winner || isTwin(cell, winner));
  return ahead ? unranked.filter((cell) => cell === ahead || isTwin(cell, ahead)) : tied;
}

/** First inferences are one observation each: those that are not clearly behind count as the fastest together. */
function soonest(cells: readonly Cell[], fastestMs: number): Cell[] {
  return cells.filter((cell) => (firstMsOf(cell) ?? Infinity) <= AHEAD * fastestMs);
}

export function standingOf(outcomes: readonly Outcome[], show: Show): Standing {
  const cells = outcomes.map(({ cell }) => cell);
  const resolutionMs = Math.max(0, ...outcomes.map(({ environment }) => environment.timerResolutionMs));
  const ranking = rank(cells, { resolutionMs });
  const values = cells.flatMap((cell) => valueOf(cell, show) ?? []);
  if (values.length === 0) return { ranking, best: new Set(), resolutionMs };
  const fastestMs = Math.min(...values);
  const best = show === 'warm' ? fastestOf(ranking) : soonest(cells, fastestMs);
  return { ranking, best: new Set(best.map(keyOf)), fastestMs, resolutionMs };
}

/** How strong a cell is coloured, 0 to 1: next to the fastest … ten times slower and more. */
export function shadeOf(ms: number, fastestMs: number): number {
  return Math.min(0.96, Math.max(0.06, 0.96 - 0.84 * Math.log10(ms / fastestMs)));
}
