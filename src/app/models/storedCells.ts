import type { Cell, Environment, RunRecord } from '../../record/record';
import type { RunStore } from '../../results/store';

/** What one run found of one model. */
export interface StoredCells {
  readonly run: string;
  readonly createdAt: string;
  readonly environment: Environment;
  readonly cells: readonly Cell[];
}

/** Runs that are looked through for a model's newest cells: every record is read whole, samples included. */
const MOST_RUNS = 40;

/** The part of a run that is about a model. */
export function cellsOf({ id, createdAt, environment, cells }: RunRecord, model: string): StoredCells {
  return { run: id, createdAt, environment, cells: cells.filter((cell) => cell.model === model) };
}

/** A model's cells of the newest stored runs, newest first. What can't be read is left out: the list of runs says so. */
export async function storedCells(store: Pick<RunStore, 'list' | 'get'>, model: string): Promise<StoredCells[]> {
  const rows = (await store.list()).runs.filter(({ models }) => models.includes(model)).slice(0, MOST_RUNS);
  const runs: StoredCells[] = [];
  for (const { id } of rows) {
    const record = await store.get(id).catch(() => undefined);
    if (record) runs.push(cellsOf(record, model));
  }
  return runs;
}
