import type { RunInput } from '../input/runInput';
import type { LiveCell } from '../measure/cell';
import type { Pooled } from '../judge/pool';
import type { RunParams, RunRecord } from '../record/record';
import type { RunStore } from '../results/store';
import { Problem } from '../domain/problem';
import { part } from './part';

const loadStore = () => part(() => import('../results/store'));

let store: Promise<RunStore> | undefined;

/**
 * The visitor's stored runs, opened once.
 * @throws Problem where the part of the page that opens them could not be fetched
 */
export function runStore(): Promise<RunStore> {
  store ??= loadStore().then(({ openRunStore }) => openRunStore());
  // The next call tries again.
  store.catch(() => (store = undefined));
  return store;
}

export type RunStatus = 'idle' | 'running' | 'stopped' | 'finished' | 'failed';

/** One run as a page shows it: live cells while it goes on, and the record so far, which is stored as it grows. */
export class RunState {
  #cells = $state.raw<readonly LiveCell[]>([]);
  #record = $state.raw<RunRecord>();
  #pooled = $state.raw<Pooled>();
  #status = $state<RunStatus>('idle');
  #paused = $state(false);
  #problem = $state.raw<Problem>();
  #controller?: AbortController;

  get cells() {
    return this.#cells;
  }
  get record() {
    return this.#record;
  }
  /** The finished run's cells with the openings of its repeats on this device. */
  get pooled() {
    return this.#pooled;
  }
  get status() {
    return this.#status;
  }
  /** True while the tab was hidden and the run waits. */
  get paused() {
    return this.#paused;
  }
  get problem() {
    return this.#problem;
  }
  get running() {
    return this.#status === 'running';
  }

  /** Starts a run; one that is still on is stopped first. */
  async start(params: RunParams, own?: ReadonlyMap<string, RunInput>): Promise<void> {
    this.stop();
    const controller = (this.#controller = new AbortController());
    const isCurrent = () => this.#controller === controller;
    this.#cells = [];
    this.#record = undefined;
    this.#pooled = undefined;
    this.#problem = undefined;
    this.#status = 'running';
    try {
      const [{ startRun }] = await Promise.all([part(() => import('./start')), loadStore()]);
      const record = await startRun(
        params,
        {
          signal: controller.signal,
          onCell: (cell) => isCurrent() && this.#place(cell),
          onPause: (paused) => isCurrent() && (this.#paused = paused),
          onCheckpoint: (soFar) => void this.#keep(soFar),
          onRecord: (soFar) => isCurrent() && (this.#record = soFar),
        },
        own,
      );
      await this.#keep(record);
      if (!isCurrent()) return;
      this.#record = record;
      this.#status = controller.signal.aborted ? 'stopped' : 'finished';
      // Where its repeats can't be read, a run stands alone.
      const pooled = await this.#withRepeats(record).catch(() => undefined);
      if (isCurrent()) this.#pooled = pooled;
    } catch (error) {
      if (!isCurrent()) return;
      this.#problem =
        error instanceof Problem ? error : new Problem('runtime', 'The run could not be started.', String(error));
      this.#status = 'failed';
    } finally {
      if (isCurrent()) this.#paused = false;
    }
  }

  async #withRepeats(record: RunRecord): Promise<Pooled> {
    const { pooledWithRepeats } = await part(() => import('./repeats'));
    return pooledWithRepeats(await runStore(), record);
  }

  async #keep(record: RunRecord): Promise<void> {
    await (await runStore()).save(record);
  }

  #place(cell: LiveCell): void {
    const at = this.#cells.findIndex(({ key }) => key === cell.key);
    this.#cells = at < 0 ? [...this.#cells, cell] : this.#cells.with(at, cell);
  }

  /** Ends every worker at once; what was measured stays. */
  stop(): void {
    this.#controller?.abort();
  }

  /** Forgets what is shown, for another task or input. */
  clear(): void {
    this.stop();
    this.#controller = undefined;
    this.#cells = [];
    this.#record = undefined;
    this.#pooled = undefined;
    this.#problem = undefined;
    this.#status = 'idle';
    this.#paused = false;
  }
}
