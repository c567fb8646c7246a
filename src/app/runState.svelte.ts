import type { RunInput } from '../input/runInput';
import type { LiveCell } from '../measure/liveCell';
import type { Pooled } from '../judge/pool';
import type { RunParams, RunRecord } from '../record/record';
import type { RunStore } from '../results/store';
import { Problem } from '../domain/problem';
import { ENOUGH } from '../measure/enough';
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
  'this page': 'waiting: something else in this page is still measuring',
};

export type RunStatus = 'idle' | 'running' | 'stopped' | 'finished' | 'failed';

/** When what a visitor waits for came, ms since the run was begun. */
export interface Marks {
  readonly answerMs?: number;
  /** A target that can be judged. */
  readonly resultMs?: number;
}

/** One run as a page shows it: live cells while it goes on, and the record so far, which is stored as it grows. */
export class RunState {
  #cells = $state.raw<readonly LiveCell[]>([]);
  #record = $state.raw<RunRecord>();
  #pooled = $state.raw<Pooled>();
  #status = $state<RunStatus>('idle');
  #wait = $state<Wait>();
  #problem = $state.raw<Problem>();
  #controller?: AbortController;
  #beganMs = 0;
  #marks = $state.raw<Marks>({});

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
  get marks() {
    return this.#marks;
  }
  /** When it was begun, as `performance.now()` has it. */
  get beganMs() {
    return this.#beganMs;
  }

  /** Fetches what a run takes of the page itself, so that none waits for it. */
  static async prepare(): Promise<void> {
    await Promise.all([part(startPart), loadStore()]);
  }

  /**
   * Starts a run; one that is still on is stopped first.
   * @param own makes the inputs ready, by task, that stand in for the samples
   * @param how with `untilOne` it ends with the first target that completes, the likeliest to be the best first
   */
  async start(
    params: RunParams,
    own?: () => Promise<ReadonlyMap<string, RunInput>>,
    { untilOne }: { readonly untilOne?: boolean } = {},
  ): Promise<void> {
    this.stop();
    const controller = (this.#controller = new AbortController());
    const isCurrent = () => this.#controller === controller;
    this.#cells = [];
    this.#record = undefined;
    this.#pooled = undefined;
    this.#problem = undefined;
    this.#status = 'running';
    this.#beganMs = performance.now();
    this.#marks = {};
    try {
      const [{ startRun }, inputs] = await Promise.all([part(startPart), own?.(), loadStore()]);
      const record = await startRun(
        params,
        {
          signal: controller.signal,
          untilOne,
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
      const { aborted, reason } = controller.signal;
      const kept = reason === ENOUGH && record.cells.some(({ status }) => status === 'completed');
      this.#status = aborted && !kept ? 'stopped' : 'finished';
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
    const { answerMs, resultMs } = this.#marks;
    const nowMs = performance.now() - this.#beganMs;
    if (answerMs === undefined && cell.answer) this.#marks = { ...this.#marks, answerMs: nowMs };
    if (resultMs === undefined && cell.result?.status === 'completed')
      this.#marks = { ...this.#marks, resultMs: nowMs };
  }

  /** Ends every worker at once; what was measured stays. */
  stop(): void {
    this.#controller?.abort();
  }

  /** Ends it soon, and keeps a verdict of what was measured. */
  enough(): void {
    this.#controller?.abort(ENOUGH);
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
