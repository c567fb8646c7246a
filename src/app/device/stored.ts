import type { Environment, RunRecord } from '../../record/record';
import type { RunStore } from '../../results/store';
import { isOwn } from './results';

/** Runs that are looked through: every record is read whole, samples included. */
const MOST_RUNS = 40;

/**
 * The newest stored runs of this device, newest first. What can't be read is left out: the list of runs says so.
 * @param models whose runs are wanted
 */
export async function ownRuns(
  store: Pick<RunStore, 'list' | 'get'>,
  environment: Environment,
  models: ReadonlySet<string>,
): Promise<RunRecord[]> {
  const rows = (await store.list()).runs.filter((row) => row.models.some((model) => models.has(model)));
  const runs: RunRecord[] = [];
  for (const { id } of rows.slice(0, MOST_RUNS)) {
    const record = await store.get(id).catch(() => undefined);
    if (record && isOwn(record, environment)) runs.push(record);
  }
  return runs;
}
