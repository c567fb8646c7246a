import type { StoredKey } from './database';
import type { RunRecord } from '../record/record';
import type { RunRow } from '../judge/summary';

/** Something in the store that is no run this page can read. It can only be deleted. */
export interface UnreadableRun {
  readonly key: StoredKey;
  /** One sentence. */
  readonly problem: string;
}

export interface RunList {
  /** Newest first. */
  readonly runs: readonly RunRow[];
  readonly unreadable: readonly UnreadableRun[];
}

/** Runs kept from visit to visit, checked and brought to the newest edition. Every promise may reject with a {@link StoreError}. */
export interface KeptRuns {
  put(record: RunRecord): Promise<void>;
  list(): Promise<RunList>;
  /** @throws {StoreError} `unreadable` when what is stored under the id is no valid run */
  get(id: string): Promise<RunRecord | undefined>;
  delete(key: StoredKey): Promise<void>;
  clear(): Promise<void>;
  close(): void;
}

export const newestFirst = (runs: Iterable<RunRow>): RunRow[] =>
  [...runs].sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
