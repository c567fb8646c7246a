import { pool, type Pooled } from '../judge/pool';
import type { RunRecord } from '../record/record';
import type { RunStore } from '../results/store';

/** Repeats that are read whole, samples included, newest first. */
const MOST_REPEATS = 10;

const same = (a: readonly string[], b: readonly string[]) => [...a].sort().join() === [...b].sort().join();

/**
 * A run's cells pooled with those of its repeats among the stored runs; undefined where it has none. What can't be read is left out:
 * the list of runs says so.
 */
export async function pooledWithRepeats(
  store: Pick<RunStore, 'list' | 'get'>,
  run: RunRecord,
): Promise<Pooled | undefined> {
  const { models, targets, scenario } = run.params;
  const alike = (await store.list()).runs.filter(
    (row) => row.id !== run.id && row.scenario === scenario && same(row.models, models) && same(row.targets, targets),
  );
  const others: RunRecord[] = [];
  for (const { id } of alike.slice(0, MOST_REPEATS)) {
    const record = await store.get(id).catch(() => undefined);
    if (record) others.push(record);
  }
  const pooled = await pool(run, others);
  return pooled.runs > 1 ? pooled : undefined;
}
