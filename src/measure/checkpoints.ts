const CHECKPOINT_MS = 5000;

/**
 * Runs a task every few seconds when asked between two visits, and at once when the page is hidden or left; never twice at once.
 * There is no timer: while samples are taken nothing else is to happen.
 */
export class Checkpoints {
  readonly #task: () => Promise<void>;
  #lastMs = performance.now();
  #busy?: Promise<void>;
  #stopped = false;
  readonly #now = () => void this.#run();
  readonly #onHide = () => {
    if (document.hidden) void this.#run();
  };

  constructor(task: () => Promise<void>) {
    this.#task = task;
    document.addEventListener('visibilitychange', this.#onHide);
    addEventListener('pagehide', this.#now);
  }

  #run(): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    return (this.#busy ??= this.#task().finally(() => {
      this.#busy = undefined;
      this.#lastMs = performance.now();
    }));
  }

  /** Awaited between visits: runs the task where it is due. */
  async between(): Promise<void> {
    if (performance.now() - this.#lastMs >= CHECKPOINT_MS) await this.#run();
  }

  stop(): void {
    this.#stopped = true;
    document.removeEventListener('visibilitychange', this.#onHide);
    removeEventListener('pagehide', this.#now);
  }
}
