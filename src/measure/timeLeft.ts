import { cellMs } from './cellTime';
import type { LiveCell } from './liveCell';
import type { Guess } from './order';
import type { ScenarioRule } from './scenario';

/** What a run did so far corrects what it was guessed to take, within these. */
const LEAST_OFF = 0.5;
const MOST_OFF = 6;
/** Below this nothing can be said of how far off the guess was. */
const ENOUGH_MS = 1500;

/** What a cell tells of how far it is. */
export type Stage = Pick<LiveCell, 'phase' | 'opening' | 'soFar' | 'firstMs'> & { readonly result?: unknown };

/** Of one opening, how much is behind it when it is in the phase. */
const behind: Readonly<Record<LiveCell['phase'], number>> = {
  waiting: 0,
  runtime: 0.05,
  download: 0.1,
  create: 0.2,
  first: 0.3,
  check: 0.4,
  warmup: 0.45,
  steady: 0.7,
  rest: 1,
  done: 1,
};

/** How much of a cell is done, 0 to 1. */
export function shareDone({ phase, opening, result }: Stage): number {
  if (result !== undefined) return 1;
  if (!opening) return 0;
  return Math.min(1, (opening.number - 1 + behind[phase]) / opening.of);
}

export interface CellProgress {
  readonly cell: Stage;
  /** Before anything of it was seen. */
  readonly guess: Guess;
}

export interface TimeLeft {
  /** Of the whole, 0 to 1. */
  readonly share: number;
  readonly leftMs: number;
}

/**
 * How far a run is and how long it will take yet, from what its cells did so far: each cell weighs what it is guessed to take, by
 * its own measured speed once there is one, and what the run has taken for what is done tells how far off such guesses are here.
 * @param elapsedMs since the run began
 */
export function timeLeft(rule: ScenarioRule, cells: readonly CellProgress[], elapsedMs: number): TimeLeft {
  let wholeMs = 0;
  let doneMs = 0;
  for (const { cell, guess } of cells) {
    const inferenceMs = cell.soFar?.medianMs ?? guess.inferenceMs;
    const startMs = cell.firstMs === undefined ? guess.startMs : Math.min(guess.startMs, cell.firstMs);
    const ms = cellMs(rule, { ...guess, startMs, inferenceMs });
    wholeMs += ms;
    doneMs += ms * shareDone(cell);
  }
  if (wholeMs === 0) return { share: 0, leftMs: 0 };
  const off = doneMs >= ENOUGH_MS ? Math.min(MOST_OFF, Math.max(LEAST_OFF, elapsedMs / doneMs)) : 1;
  return { share: doneMs / wholeMs, leftMs: (wholeMs - doneMs) * off };
}
