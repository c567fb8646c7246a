import { openRunDatabase, type RunDatabase } from './database';
import { plainCopy } from './plain';
import type { RunRecord } from '../record/record';
import { storeErrorOf, type StoreError } from './storeError';
import { rowOf, type RunRow } from '../judge/summary';

/** The visitor's runs. What the browser will not store is held in memory until the page is closed. */
export interface RunStore {
  /** True while every run saved here will be there at the next visit. */
  readonly persistent: boolean;
  /** Why it is not. */
  readonly problem: StoreError | undefined;
  /** Adds the run, or replaces the one of its id. Call it as cells finish: it never rejects, whatever the browser refuses. */
  save(record: RunRecord): Promise<void>;
  /** Newest first. Never rejects: where stored runs can't be read, it lists those in memory and `problem` says why. */
  list(): Promise<RunRow[]>;
  /** @throws {StoreError} when stored runs can't be read */
  get(id: string): Promise<RunRecord | undefined>;
  /** @throws {StoreError} when the stored run can't be deleted */
  remove(id: string): Promise<void>;
  /** @throws {StoreError} when stored runs can't be deleted */
  clear(): Promise<void>;
  close(): void;
}

/** Opens the runs of this browser. Never rejects: see {@link RunStore.persistent}. */
export async function openRunStore(open: () => Promise<RunDatabase> = openRunDatabase): Promise<RunStore> {
  try {
    return new LayeredStore(await open(), undefined);
  } catch (error) {
    return new LayeredStore(undefined, storeErrorOf(error));
  }
}

/** A database, where there is one, under a layer of runs that it has not taken. */
class LayeredStore implements RunStore {
  readonly #database: RunDatabase | undefined;
  readonly #memory = new Map<string, RunRecord>();
  #problem: StoreError | undefined;
  /** Changes are made one after another, so that a late failure never brings back what was replaced or removed since. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(database: RunDatabase | undefined, problem: StoreError | undefined) {
    this.#database = database;
    this.#problem = problem;
  }

  get persistent(): boolean {
    return this.#database !== undefined && this.#problem === undefined;
  }

  get problem(): StoreError | undefined {
    return this.#problem;
  }

  save(record: RunRecord): Promise<void> {
    const copy = plainCopy(record);
    return this.#inTurn(async () => {
      this.#memory.set(copy.id, copy);
      await this.#settle();
    });
  }

  async list(): Promise<RunRow[]> {
    await this.#last;
    const rows = new Map<string, RunRow>();
    try {
      for (const row of (await this.#database?.rows()) ?? []) rows.set(row.id, row);
    } catch (error) {
      this.#problem = storeErrorOf(error);
    }
    for (const record of this.#memory.values()) rows.set(record.id, rowOf(record));
    return [...rows.values()].sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
  }

  async get(id: string): Promise<RunRecord | undefined> {
    await this.#last;
    const held = this.#memory.get(id);
    return held ? structuredClone(held) : this.#database?.get(id);
  }

  remove(id: string): Promise<void> {
    return this.#inTurn(async () => {
      await this.#database?.delete(id);
      this.#memory.delete(id);
      await this.#settle();
    });
  }

  clear(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#database?.clear();
      this.#memory.clear();
      await this.#settle();
    });
  }

  close(): void {
    this.#database?.close();
  }

  /** Offers the runs in memory to the database: room may have been made since it last refused. */
  async #settle(): Promise<void> {
    if (!this.#database) return;
    this.#problem = undefined;
    for (const [id, record] of this.#memory) {
      try {
        await this.#database.put(record, rowOf(record));
        this.#memory.delete(id);
      } catch (error) {
        this.#problem = storeErrorOf(error);
      }
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
