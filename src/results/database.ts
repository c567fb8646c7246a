import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import type { RunRecord } from '../record/record';
import { StoreError, storeErrorOf } from './storeError';
import type { RunRow } from '../judge/summary';

/** A run's id; what else a database may hold under that name, where somebody else wrote into it. */
export type StoredKey = IDBValidKey;

/**
 * Where runs are kept from visit to visit. What it gives back is as it was stored: by this version of the page, an older one, or
 * anybody. Every method that returns a promise may reject with a {@link StoreError}.
 */
export interface RunDatabase {
  put(record: RunRecord, row: RunRow): Promise<void>;
  get(key: StoredKey): Promise<unknown>;
  /** Of the records. */
  keys(): Promise<StoredKey[]>;
  /** By their keys: summaries of the records, so that listing them reads no samples. */
  rows(): Promise<[StoredKey, unknown][]>;
  putRow(row: RunRow): Promise<void>;
  /** Leaves the record to be summed up anew. */
  deleteRow(key: StoredKey): Promise<void>;
  /** The record and its row. */
  delete(key: StoredKey): Promise<void>;
  clear(): Promise<void>;
  close(): void;
}

interface RunSchema extends DBSchema {
  records: { key: StoredKey; value: unknown };
  rows: { key: StoredKey; value: unknown };
}

type Database = IDBPDatabase<RunSchema>;
type Upgrade = IDBPTransaction<RunSchema, ('records' | 'rows')[], 'versionchange'>;

/** May wait for requests of the transaction it is given, and for nothing else: IndexedDB would end it. */
export type Migration = (db: Database, transaction: Upgrade) => unknown;

/**
 * The step at index n brings a database from version n to n + 1; the version is their number. A change of layout appends
 * a step, and none that was released is ever edited.
 */
export const migrations: readonly Migration[] = [
  (db) => {
    db.createObjectStore('records', { keyPath: 'id' });
    db.createObjectStore('rows', { keyPath: 'id' });
  },
  // Records of the second edition, which a page of the first can't read, and other verdicts: rows are made anew from the records.
  (_, transaction) => transaction.objectStore('rows').clear(),
];

async function migrate(db: Database, transaction: Upgrade, steps: readonly Migration[]): Promise<void> {
  // An abort is reported by the opening that fails; here it would be an unhandled rejection.
  transaction.done.catch(() => undefined);
  try {
    for (const step of steps) await step(db, transaction);
  } catch {
    // What was stored stays as it was.
    transaction.abort();
  }
}

interface Listeners {
  /** The connection is closed: for a page of a later version, or for deletion. */
  readonly released: (forNewer: boolean) => void;
  readonly terminated: () => void;
}

function connect(name: string, steps: readonly Migration[], listeners: Listeners): Promise<Database> {
  return new Promise((resolve, reject) => {
    let blocked = false;
    const opening = openDB<RunSchema>(name, steps.length, {
      upgrade: (db, from, _to, transaction) => void migrate(db, transaction, steps.slice(from)),
      blocked: () => {
        blocked = true;
        reject(new StoreError('blocked'));
      },
      blocking: (_current, wanted, event) => {
        (event.target as IDBDatabase).close();
        listeners.released(wanted !== null);
      },
      terminated: listeners.terminated,
    });
    opening.then(
      (db) => (blocked ? db.close() : resolve(db)),
      (error: unknown) => {
        const known = storeErrorOf(error);
        reject(known.code === 'failed' ? new StoreError('unavailable', error) : known);
      },
    );
  });
}

/**
 * Opens the runs' IndexedDB database, bringing an older one up to date.
 * @throws {StoreError} `unavailable` where the browser refuses, in a private window say; `blocked` while a tab holds an
 * older version open; `newer` where a later version of the page has been here
 */
export async function openRunDatabase(name = 'nearside', steps = migrations): Promise<RunDatabase> {
  let connection: Promise<Database> | undefined;
  let outdated = false;
  const listeners: Listeners = {
    released: (forNewer) => {
      outdated = forNewer;
      connection = undefined;
    },
    // The browser ended it, when site data were cleared say: the next call opens another.
    terminated: () => (connection = undefined),
  };

  const attempt = async <T>(work: (db: Database) => Promise<T>): Promise<T> => {
    try {
      if (outdated) throw new StoreError('newer');
      connection ??= connect(name, steps, listeners);
      return await work(await connection);
    } catch (error) {
      throw storeErrorOf(error);
    }
  };
  const write = (
    work: (transaction: IDBPTransaction<RunSchema, ('records' | 'rows')[], 'readwrite'>) => Promise<unknown>[],
  ) =>
    attempt(async (db) => {
      const transaction = db.transaction(['records', 'rows'], 'readwrite');
      await Promise.all([...work(transaction), transaction.done]);
    });

  await attempt(async () => undefined);
  return {
    put: (record, row) => write((tx) => [tx.objectStore('records').put(record), tx.objectStore('rows').put(row)]),
    get: (key) => attempt((db) => db.get('records', key)),
    keys: () => attempt((db) => db.getAllKeys('records')),
    rows: () =>
      attempt(async (db) => {
        const store = db.transaction('rows').store;
        const [keys, rows] = await Promise.all([store.getAllKeys(), store.getAll()]);
        return keys.map((key, index) => [key, rows[index]]);
      }),
    putRow: (row) => attempt(async (db) => void (await db.put('rows', row))),
    deleteRow: (key) => attempt((db) => db.delete('rows', key)),
    delete: (key) => write((tx) => [tx.objectStore('records').delete(key), tx.objectStore('rows').delete(key)]),
    clear: () => write((tx) => [tx.objectStore('records').clear(), tx.objectStore('rows').clear()]),
    close: () => void connection?.then((db) => db.close()),
  };
}
