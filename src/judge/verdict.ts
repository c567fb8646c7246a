import { keyOf } from '../record/reading';
import type { Cell } from '../record/record';
import { evidence, type VerdictContext } from './evidence';
import { sustained } from './sustained';
import { titleOf, titles } from './titles';
import { howSure, type Sureness } from './howSure';
import { isTwin, rank, type Ranking } from './rank';
import { inMs, listed } from '../domain/words';
import { fasterThan } from './faster';

/** Where one model runs best here, in plain words. */
export interface Verdict {
  /** Target id of the clear winner. */
  readonly winner?: string;
  /** The clear winner's cell. */
  readonly winnerKey?: string;
  /** Keys of the cells that are the fastest or may be: the winner's alone where there is one. */
  readonly bestKeys: readonly string[];
  /** Without a winner: target ids that may be the fastest, lowest median first. */
  readonly tied: readonly string[];
  readonly headline: string;
  /** One sentence each: the evidence, then what weakens it. */
  readonly because: readonly string[];
  /** How sure the verdict is; absent where nothing was measured. */
  readonly sureness?: Sureness;
}

/**
 * Reads the verdict off a model's cells. It ranks only cells whose answers agree with the reference and whose openings
 * differ, and gives no cause that was not measured.
 * @param cells all cells of one model and input, whatever their status
 * @throws RangeError when the cells are of different models
 */
export function verdict(cells: readonly Cell[], context: VerdictContext): Verdict {
  if (context.scenario === 'sustained') return sustainedVerdict(cells);
  const { environment, floor } = context;
  const ranking = rank(cells, { resolutionMs: environment.timerResolutionMs, floor });
  const completed = ranking.ranked.length + ranking.unranked.length;
  return {
    winner: ranking.winner?.target.id,
    winnerKey: ranking.winner && keyOf(ranking.winner),
    bestKeys: (ranking.winner ? [ranking.winner] : ranking.tied).map(keyOf),
    tied: ranking.tied.map(({ target }) => target.id),
    headline: completed === 0 ? nothingCompleted(cells) : headlineOf(ranking, cells),
    because: completed === 0 ? withReasons(cells) : evidence({ cells, ranking, context }),
    ...(completed > 0 && { sureness: howSure(ranking, context) }),
  };
}

/** Cells that ran one after another on a device that got hotter are not ranked: each is set against its own first minute. */
function sustainedVerdict(cells: readonly Cell[]): Verdict {
  const [first, ...others] = sustained(cells);
  return {
    bestKeys: [],
    tied: [],
    headline: first ?? nothingCompleted(cells),
    because: first ? [...others, ...withReasons(cells)] : withReasons(cells),
  };
}

function headlineOf({ winner, tied, ranked, unranked, ahead }: Ranking, cells: readonly Cell[]): string {
  if (winner) {
    const next = ranked.find((cell) => cell !== winner && !isTwin(cell, winner));
    const lead = next ? `, ${fasterThan(winner.steady, next.steady)} the next` : '';
    return `${titleOf(winner)} wins here: ${inMs(winner.steady.medianMs)}${lead}.`;
  }
  const [first, ...others] = [...ranked, ...unranked];
  if (first && others.every((cell) => isTwin(cell, first))) {
    const took = `${titleOf(first)} takes ${inMs(first.steady.medianMs)} here`;
    return cells.length === 1 ? `${took}.` : `${took}: no other target gave a time to compare.`;
  }
  if (ahead) return `${titleOf(ahead)} is ahead in this first impression: ${inMs(ahead.steady.medianMs)}.`;
  if (ranked.length === 0) return `Close together in this first impression: ${shownOf(tied)}.`;
  if (tied.length < 2) return `No clear winner: only ${titles(tied)} was opened often enough to be ranked.`;
  return `No clear winner: ${shownOf(tied)} can't be told apart.`;
}

/** The first three with their medians, and how many more. */
function shownOf(cells: Ranking['tied']): string {
  const shown = cells.slice(0, 3).map((cell) => `${titleOf(cell)} (${inMs(cell.steady.medianMs)})`);
  const more = cells.length - shown.length;
  return listed([...shown, ...(more > 0 ? [`${more} more`] : [])]);
}

function nothingCompleted(cells: readonly Cell[]): string {
  const every = (status: Cell['status']) => cells.length > 0 && cells.every((cell) => cell.status === status);
  if (cells.length === 0) return 'Nothing has been measured yet.';
  if (every('unsupported')) return 'No target can run this model here.';
  if (every('aborted')) return 'Stopped before any target was measured.';
  if (cells.some(({ status }) => status === 'wrong')) return 'No target gave a right answer here.';
  return 'No target could be measured here.';
}

function withReasons(cells: readonly Cell[]): string[] {
  return cells.flatMap((cell) => ('reason' in cell ? [`${titleOf(cell)}: ${cell.reason.message}`] : []));
}
