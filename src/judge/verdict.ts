import type { Cell } from '../record/record';
import { evidence, titleOf, titles, type VerdictContext } from './evidence';
import { isTwin, rank, type Ranking } from './rank';
import { fasterThan, inMs, listed } from '../domain/words';

/** Where one model runs best here, in plain words. */
export interface Verdict {
  /** Target id of the clear winner. */
  readonly winner?: string;
  /** Without a winner: target ids that may be the fastest, lowest median first. */
  readonly tied: readonly string[];
  readonly headline: string;
  /** One sentence each: the evidence, then what weakens it. */
  readonly because: readonly string[];
}

/**
 * Reads the verdict off a model's cells. It ranks only cells whose answers agree with the reference and whose intervals
 * stay apart, and calls a cause likely unless it was measured.
 * @param cells all cells of one model and input, whatever their status
 * @throws RangeError when the cells are of different models
 */
export function verdict(cells: readonly Cell[], context: VerdictContext): Verdict {
  const ranking = rank(cells, context.environment.timerResolutionMs);
  const completed = ranking.ranked.length + ranking.unranked.length;
  return {
    winner: ranking.winner?.target.id,
    tied: ranking.tied.map(({ target }) => target.id),
    headline: completed === 0 ? nothingCompleted(cells) : headlineOf(ranking, cells),
    because: completed === 0 ? reasons(cells) : evidence({ cells, ranking, context }),
  };
}

function headlineOf({ winner, tied, ranked, unranked }: Ranking, cells: readonly Cell[]): string {
  if (winner) {
    const next = ranked.find((cell) => cell !== winner && !isTwin(cell, winner));
    const lead = next ? `, ${fasterThan(winner.steady.medianMs, next.steady.medianMs)} the next` : '';
    return `${titleOf(winner)} wins here: ${inMs(winner.steady.medianMs)}${lead}.`;
  }
  const [first, ...others] = [...ranked, ...unranked];
  if (first && others.every((cell) => isTwin(cell, first))) {
    const took = `${titleOf(first)} takes ${inMs(first.steady.medianMs)} here`;
    return cells.length === 1 ? `${took}.` : `${took}: no other target gave a time to compare.`;
  }
  if (ranked.length === 0) return 'No clear winner: too few samples to rank any target.';
  if (tied.length < 2) return `No clear winner: only ${titles(tied)} has enough samples to be ranked.`;
  const shown = tied.slice(0, 3).map((cell) => `${titleOf(cell)} (${inMs(cell.steady.medianMs)})`);
  const more = tied.length - shown.length;
  return `No clear winner: ${listed([...shown, ...(more > 0 ? [`${more} more`] : [])])} can't be told apart.`;
}

function nothingCompleted(cells: readonly Cell[]): string {
  const every = (status: Cell['status']) => cells.length > 0 && cells.every((cell) => cell.status === status);
  if (cells.length === 0) return 'Nothing has been measured yet.';
  if (every('unsupported')) return 'No target can run this model here.';
  if (every('aborted')) return 'Stopped before any target was measured.';
  if (cells.some(({ status }) => status === 'wrong')) return 'No target gave a right answer here.';
  return 'No target could be measured here.';
}

function reasons(cells: readonly Cell[]): string[] {
  return cells.flatMap((cell) => ('reason' in cell ? [`${titleOf(cell)}: ${cell.reason.message}`] : []));
}
