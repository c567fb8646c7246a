import * as Comlink from 'comlink';
import { Problem, type ProblemCode } from '../domain/problem';
import type { TaskInput } from '../tasks/types';
import type { OpenProgress, Outcome, SessionApi, SessionSpec } from './session.worker';

let sessions = 0;

function unwrap<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  const { code, message, detail } = outcome.reason;
  throw new Problem(code as ProblemCode, message, detail);
}

/**
 * One model on one target in a worker of its own. Nothing of a runtime outlives it: ONNX Runtime keeps its wasm memory and
 * its thread count until the realm ends, and a running inference can't be interrupted, so that ending the worker is
 * both the only release and the only stop.
 */
export class Session {
  readonly #worker: Worker;
  readonly #api: Comlink.Remote<SessionApi>;
  readonly #gone: Promise<never>;
  #fail!: (problem: Problem) => void;

  /** @param signal ends the worker at once when it aborts */
  constructor(
    readonly spec: Omit<SessionSpec, 'lock'>,
    signal: AbortSignal,
  ) {
    this.#worker = new Worker(new URL('./session.worker.ts', import.meta.url), {
      type: 'module',
      name: spec.target.id,
    });
    this.#api = Comlink.wrap<SessionApi>(this.#worker);
    this.#gone = new Promise<never>((_, reject) => (this.#fail = reject));
    // Whoever waits for a call hears of it; without a call there is nobody to tell.
    this.#gone.catch(() => {});
    this.#worker.addEventListener('error', (event) => {
      event.preventDefault();
      const detail = event.message || 'The worker could not be started.';
      // A script that can't be fetched has no message either.
      const isOffline = !event.message && navigator.onLine === false;
      this.#end(
        isOffline
          ? new Problem('offline', 'The device is offline and has not fetched this yet. Connect and run again.', detail)
          : new Problem('worker-died', 'The worker that ran this model stopped. Run it again.', detail),
      );
    });
    const stop = () => this.#end(new Problem('stopped', 'Stopped before it was finished.'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  }

  #end(problem: Problem): void {
    this.#worker.terminate();
    this.#fail(problem);
  }

  /**
   * A worker that closes itself or is killed by the browser sends no event. It holds a Web Lock while it lives; being
   * granted the same lock means that it is gone.
   */
  #watch(lock: string): void {
    void navigator.locks?.request(lock, () => {
      this.#end(
        new Problem('worker-died', 'The browser ended the worker that ran this model, often for memory. Run it again.'),
      );
    });
  }

  #call<T>(outcome: Promise<Outcome<T>>): Promise<T> {
    return Promise.race([outcome.then(unwrap), this.#gone]);
  }

  open(onProgress: (progress: OpenProgress) => void) {
    const lock = `nearside-session-${performance.timeOrigin}-${sessions++}`;
    let isWatched = false;
    const report = (progress: OpenProgress) => {
      // The first report says that the worker holds its lock: from here on its end is noticed, downloads included.
      if (!isWatched) this.#watch(lock);
      isWatched = true;
      onProgress(progress);
    };
    return this.#call(this.#api.open({ ...this.spec, lock }, Comlink.proxy(report)));
  }

  /** @returns the worker's own figures, and how much longer the call took as seen from the page */
  async answer(input: TaskInput) {
    const started = performance.now();
    const answered = await this.#call(this.#api.answer(input));
    return { ...answered, rpcMs: Math.max(0, performance.now() - started - answered.totalMs) };
  }

  /**
   * Answers a camera's frame.
   * @param bitmap transferred, so gone for the caller
   * @returns beside the worker's own figures, as with {@link answer}, the frame that the answer is of: the caller's to close
   */
  async frame(bitmap: ImageBitmap, mirrored: boolean) {
    const started = performance.now();
    const answered = await this.#call(this.#api.frame(Comlink.transfer(bitmap, [bitmap]), mirrored));
    const workerMs = answered.readMs + answered.totalMs;
    return { ...answered, rpcMs: Math.max(0, performance.now() - started - workerMs) };
  }

  check() {
    return this.#call(this.#api.check());
  }

  sample(count: number, batch: number) {
    return this.#call(this.#api.sample(count, batch));
  }

  /** Ends the worker; calls still waiting are refused. */
  close(): void {
    this.#end(new Problem('stopped', 'The session was closed.'));
  }
}
