export interface Clock {
  /** ms since some moment. */
  now(): number;
  /** Waits until then. @throws what the signal was aborted with */
  until(atMs: number, signal: AbortSignal): Promise<void>;
}

/** Timers may ring a little before their time. */
export const realClock: Clock = {
  now: () => performance.now(),
  async until(atMs, signal) {
    for (let leftMs = atMs - performance.now(); leftMs > 0; leftMs = atMs - performance.now()) {
      await new Promise<void>((resolve, reject) => {
        const stop = () => {
          clearTimeout(timer);
          reject(signal.reason as Error);
        };
        const timer = setTimeout(() => {
          signal.removeEventListener('abort', stop);
          resolve();
        }, leftMs);
        if (signal.aborted) stop();
        else signal.addEventListener('abort', stop, { once: true });
      });
    }
    signal.throwIfAborted();
  },
};
