import { contenders, nearAnswer } from './near';
import { isTwin, rank } from './rank';
import type { Cell, RunRecord, Scenario } from '../record/record';

/** The lowest median of one model in a run. */
export interface Fastest {
  readonly model: string;
  readonly target: string;
  readonly medianMs: number;
  /** From input to answer, as the verdict takes it; absent in rows of an earlier edition. */
  readonly answerMs?: number;
  /** False where the verdict names no winner among several targets. */
  readonly clear: boolean;
}

/** What a list of runs shows of one: no samples, no answers. */
export interface RunRow {
  readonly id: string;
  readonly createdAt: string;
  readonly models: readonly string[];
  readonly targets: readonly string[];
  readonly scenario: Scenario;
  readonly cells: Readonly<Record<Cell['status'], number>>;
  /** One for each model with a completed cell: medians of different networks can't be ranked. */
  readonly fastest: readonly Fastest[];
}

/** Summarises a run for the list of runs. */
export function rowOf(record: RunRecord): RunRow {
  const { id, createdAt, params } = record;
  const cells = { completed: 0, wrong: 0, unsupported: 0, failed: 0, aborted: 0 };
  for (const cell of record.cells) cells[cell.status]++;
  const { models, targets, scenario } = params;
  return { id, createdAt, models, targets, scenario, cells, fastest: fastestOf(record) };
}

function fastestOf({ cells, environment }: RunRecord): Fastest[] {
  const completed = cells.filter((cell) => cell.status === 'completed');
  const models = [...new Set(completed.map((cell) => cell.model))];
  return models.flatMap((model) => {
    const rivals = completed.filter((cell) => cell.model === model);
    const [best] = rivals.toSorted((a, b) => a.steady.medianMs - b.steady.medianMs);
    if (!best) return [];
    const ranking = rank(rivals, { resolutionMs: environment.timerResolutionMs });
    const clear = ranking.winner !== undefined || rivals.every((cell) => isTwin(cell, best));
    const answerMs = nearAnswer(contenders(ranking)).totalMs;
    return [{ model, target: best.target.id, medianMs: best.steady.medianMs, answerMs, clear }];
  });
}
