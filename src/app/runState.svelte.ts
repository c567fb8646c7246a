import type { RunInput } from '../input/runInput';
import type { LiveCell } from '../measure/liveCell';
import type { Pooled } from '../judge/pool';
import type { RunParams, RunRecord } from '../record/record';
import type { RunStore } from '../results/store';
import { Problem } from '../domain/problem';
import { part } from '../domain/part';
import type { Wait } from './start';

const storePart = () => import('../results/store');
const startPart = () => import('./start');
const repeatsPart = () => import('./repeats');

const loadStore = () => part(storePart);

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

/** {@link Wait} in words, behind what a page says of a run. */
export const waitWords: Record<Wait, string> = {
  hidden: 'paused while this tab is hidden',
  'other tab': 'waiting: another tab of this page is measuring',
};

export type RunStatus = 'idle' | 'running' | 'stopped' | 'finished' | 'failed';

/** One run as a page shows it: live cells while it goes on, and the record so far, which is stored as it grows. */
export class RunState {
  #cells = $state.raw<readonly LiveCell[]>([]);
  #record = $state.raw<RunRecord>();
  #pooled = $state.raw<Pooled>();
  #status = $state<RunStatus>('idle');
  #wait = $state<Wait>();
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
  /** Why a run that is on stands still. */
  get wait() {
    return this.#wait;
  }
  get problem() {
    return this.#problem;
  }
  get running() {
    return this.#status === 'running';
  }

  /**
   * Starts a run; one that is still on is stopped first.
   * @param own makes the inputs ready, by task, that stand in for the samples
   */
  async start(params: RunParams, own?: () => Promise<ReadonlyMap<string, RunInput>>): Promise<void> {
    this.stop();
    const controller = (this.#controller = new AbortController());
    const isCurrent = () => this.#controller === controller;
    this.#cells = [];
    this.#record = undefined;
    this.#pooled = undefined;
    this.#problem = undefined;
    this.#status = 'running';
    try {
      const [{ startRun }, inputs] = await Promise.all([part(startPart), own?.(), loadStore()]);
      const record = await startRun(
        params,
        {
          signal: controller.signal,
          onCell: (cell) => isCurrent() && this.#place(cell),
          onWait: (wait) => isCurrent() && (this.#wait = wait),
          onCheckpoint: (soFar) => void this.#keep(soFar),
          onRecord: (soFar) => isCurrent() && (this.#record = soFar),
        },
        inputs,
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
      if (isCurrent()) this.#wait = undefined;
    }
  }

  async #withRepeats(record: RunRecord): Promise<Pooled | undefined> {
    const { pooledWithRepeats } = await part(repeatsPart);
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
    this.#wait = undefined;
  }
}
