import { readFileSync } from 'node:fs';
import { seededRandom } from '../../src/domain/random';
import { rowOf } from '../../src/judge/summary';
import { sampleRecord } from '../../src/record/record.fixture';
import type { RunDatabase, StoredKey } from '../../src/results/database';
import { keptIn } from '../../src/results/keptRuns';
import { StoreError } from '../../src/results/storeError';
import { mutated, pick } from './support/mutate';
import { faultOfSentence, tryAll, type Fuzzed } from './support/outcome';
import { useRecord } from './support/use';

interface Stored {
  readonly key: StoredKey;
  readonly record: unknown;
  readonly row: unknown;
}

/** A database of what anybody may have written, as IndexedDB holds it. */
function databaseOf(records: Map<StoredKey, unknown>, rows: Map<StoredKey, unknown>): RunDatabase {
  return {
    put: async (record, row) => void (records.set(record.id, record), rows.set(row.id, row)),
    get: async (key) => structuredClone(records.get(key)),
    keys: async () => [...records.keys()],
    rows: async () => structuredClone([...rows]),
    putRow: async (row) => void rows.set(row.id, row),
    deleteRow: async (key) => void rows.delete(key),
    delete: async (key) => void (records.delete(key), rows.delete(key)),
    clear: async () => undefined,
    close: () => undefined,
  };
}

/** Stored records and rows, changed, beside a good one: it must be listed, and each other one opens or says why it doesn't. */
export function fuzzStoreRows(seed: number, count: number): Promise<Fuzzed> {
  const random = seededRandom(seed);
  const good = sampleRecord();
  const other = sampleRecord({ id: 'run-b-0000' });
  const first = JSON.parse(readFileSync('src/results/editions/v1/quick.json', 'utf8')) as { id: string };
  const input = (): Stored => {
    const record = pick([other, first], random);
    const bad = random() < 0.6 ? mutated(record, random) : record;
    const row = random() < 0.6 ? mutated(rowOf({ ...other, id: record.id }), random) : undefined;
    return { key: record.id, record: bad, row };
  };
  return tryAll(count, input, async ({ key, record, row }) => {
    const records = new Map<StoredKey, unknown>([[good.id, good]]);
    if (random() < 0.9) records.set(key, record);
    const rows = new Map<StoredKey, unknown>(row === undefined ? [] : [[key, row]]);
    const runs = keptIn(databaseOf(records, rows));
    const list = await runs.list();
    if (!list.runs.some(({ id }) => id === good.id)) return 'the good run is not listed';
    for (const { problem } of list.unreadable) {
      const fault = faultOfSentence(problem);
      if (fault) return fault;
    }
    let opened = false;
    try {
      const found = await runs.get(String(key));
      opened = found !== undefined;
      const fault = found && useRecord(found);
      if (fault) return fault;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      const fault = faultOfSentence(error.message);
      if (fault) return fault;
    }
    await runs.delete(key);
    const left = await runs.list();
    return left.runs.length === 1 && left.unreadable.length === 0 ? opened : 'it can’t be deleted';
  });
}
