import { checkRecord } from './check';
import type { RunDatabase, StoredKey } from './database';
import { checkRow } from './row';
import { newestFirst, type KeptRuns, type UnreadableRun } from './runList';
import { StoreError } from './storeError';
import { rowOf, type RunRow } from '../judge/summary';

/** The runs of a database, whatever else it holds: nothing that was stored is taken at its word. */
export function keptIn(database: RunDatabase): KeptRuns {
  /** A stored run's row, made anew from the record where it is missing or none. */
  const summary = async (key: StoredKey, stored: unknown): Promise<RunRow | UnreadableRun> => {
    const row = checkRow(stored);
    if (row) return row;
    const checked = checkRecord(await database.get(key));
    if ('problem' in checked) return { key, problem: checked.problem };
    const made = rowOf(checked.record);
    // The list is right without it: it is only slower the next time.
    await database.putRow(made).catch(() => undefined);
    return made;
  };

  return {
    put: (record) => database.put(record, rowOf(record)),
    async list() {
      const runs: RunRow[] = [];
      const unreadable: UnreadableRun[] = [];
      const rows = new Map(await database.rows());
      for (const key of await database.keys()) {
        const listed = await summary(key, rows.get(key));
        if ('problem' in listed) unreadable.push(listed);
        else runs.push(listed);
        rows.delete(key);
      }
      for (const key of rows.keys()) unreadable.push({ key, problem: 'Nothing but its summary is left.' });
      return { runs: newestFirst(runs), unreadable };
    },
    async get(id) {
      const stored = await database.get(id);
      if (stored === undefined) return undefined;
      const checked = checkRecord(stored);
      if ('record' in checked) return checked.record;
      // From now on the list says it too, whatever the row claimed.
      await database.deleteRow(id).catch(() => undefined);
      throw new StoreError('unreadable', undefined, `This stored run can’t be read: ${checked.problem}`);
    },
    delete: (key) => database.delete(key),
    clear: () => database.clear(),
    close: () => database.close(),
  };
}
