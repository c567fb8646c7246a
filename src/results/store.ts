import type { StoredKey } from './database';
import { newestFirst, type KeptRuns, type RunList } from './runList';
import { plainCopy } from './plain';
import type { RunRecord } from '../record/record';
import { openKeptRuns } from './resultsWorker';
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
  /** Never rejects: where stored runs can't be read, it lists those in memory and `problem` says why. */
  list(): Promise<RunList>;
  /**
   * The run in the newest edition, whichever it was stored in.
   * @throws {StoreError} `unreadable` when it is no valid run, another code when nothing stored can be read
   */
  get(id: string): Promise<RunRecord | undefined>;
  /** @throws {StoreError} when the stored run can't be deleted */
  remove(key: StoredKey): Promise<void>;
  /** @throws {StoreError} when stored runs can't be deleted */
  clear(): Promise<void>;
  close(): void;
}

/** Opens the runs of this browser. Never rejects: see {@link RunStore.persistent}. */
export async function openRunStore(open: () => Promise<KeptRuns> = openKeptRuns): Promise<RunStore> {
  try {
    return new LayeredStore(await open(), undefined);
  } catch (error) {
    return new LayeredStore(undefined, storeErrorOf(error));
  }
}

/** Runs that are kept, where any can be, under a layer of runs that were not taken. */
class LayeredStore implements RunStore {
  readonly #kept: KeptRuns | undefined;
  readonly #memory = new Map<StoredKey, RunRecord>();
  #problem: StoreError | undefined;
  /** Changes are made one after another, so that a late failure never brings back what was replaced or removed since. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(kept: KeptRuns | undefined, problem: StoreError | undefined) {
    this.#kept = kept;
    this.#problem = problem;
  }

  get persistent(): boolean {
    return this.#kept !== undefined && this.#problem === undefined;
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

  async list(): Promise<RunList> {
    await this.#last;
    let kept: RunList = { runs: [], unreadable: [] };
    try {
      kept = (await this.#kept?.list()) ?? kept;
    } catch (error) {
      this.#problem = storeErrorOf(error);
    }
    const held = new Map<StoredKey, RunRow>(kept.runs.map((row) => [row.id, row]));
    for (const record of this.#memory.values()) held.set(record.id, rowOf(record));
    return {
      runs: newestFirst(held.values()),
      unreadable: kept.unreadable.filter(({ key }) => !held.has(key)),
    };
  }

  async get(id: string): Promise<RunRecord | undefined> {
    await this.#last;
    const held = this.#memory.get(id);
    return held ? structuredClone(held) : this.#kept?.get(id);
  }

  remove(key: StoredKey): Promise<void> {
    return this.#inTurn(async () => {
      await this.#kept?.delete(key);
      this.#memory.delete(key);
      await this.#settle();
    });
  }

  clear(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#kept?.clear();
      this.#memory.clear();
      await this.#settle();
    });
  }

  close(): void {
    this.#kept?.close();
  }

  /** Offers the runs in memory again: room may have been made since it last refused. */
  async #settle(): Promise<void> {
    if (!this.#kept) return;
    this.#problem = undefined;
    for (const [id, record] of this.#memory) {
      try {
        await this.#kept.put(record);
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
