import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import type { RunRecord } from '../record/record';
import { StoreError, storeErrorOf } from './storeError';
import type { RunRow } from '../judge/summary';

/** Where runs are kept from visit to visit. Every method that returns a promise may reject with a {@link StoreError}. */
export interface RunDatabase {
  put(record: RunRecord, row: RunRow): Promise<void>;
  get(id: string): Promise<RunRecord | undefined>;
  rows(): Promise<RunRow[]>;
  delete(id: string): Promise<void>;
  clear(): Promise<void>;
  close(): void;
}

interface RunSchema extends DBSchema {
  records: { key: string; value: RunRecord };
  /** Beside the records, so that listing them reads no samples. */
  rows: { key: string; value: RunRow };
}

type Database = IDBPDatabase<RunSchema>;
type Upgrade = IDBPTransaction<RunSchema, ('records' | 'rows')[], 'versionchange'>;

/** May wait for requests of the transaction it is given, and for nothing else: IndexedDB would end it. */
export type Migration = (db: Database, transaction: Upgrade) => void | Promise<void>;

/**
 * The step at index n brings a database from version n to n + 1; the version is their number. A change of layout appends
 * a step, and none that was released is ever edited.
 */
export const migrations: readonly Migration[] = [
  (db) => {
    db.createObjectStore('records', { keyPath: 'id' });
    db.createObjectStore('rows', { keyPath: 'id' });
  },
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
    get: (id) => attempt((db) => db.get('records', id)),
    rows: () => attempt((db) => db.getAll('rows')),
    delete: (id) => write((tx) => [tx.objectStore('records').delete(id), tx.objectStore('rows').delete(id)]),
    clear: () => write((tx) => [tx.objectStore('records').clear(), tx.objectStore('rows').clear()]),
    close: () => void connection?.then((db) => db.close()),
  };
}
