import { requestLock } from '../domain/lock';

export const MEASURING_LOCK = 'nearside-measuring';

/** Turns that this very page has: a run that is being stopped gives its own back in a moment. */
let held = 0;

/**
 * Two tabs that measure at once measure each other, so that only one of an origin's has its turn. Where the browser refuses locks
 * (site data blocked) or has none, every tab does as if it were alone.
 */
export class Turn {
  #release?: () => void;

  /**
   * Waits for the turn; forgoes it where the signal aborts first.
   * @param onWait told when another tab has it, and when that is over
   */
  async take(signal: AbortSignal, onWait?: (waits: boolean) => void): Promise<void> {
    if (this.#release || signal.aborted) return;
    if (await this.#ask({ ifAvailable: true })) return;
    const isOthers = held === 0;
    if (isOthers) onWait?.(true);
    await this.#ask({ signal });
    if (isOthers) onWait?.(false);
  }

  release(): void {
    this.#release?.();
  }

  /** @returns false where another has it and the question was whether it is free */
  #ask(options: LockOptions): Promise<boolean> {
    return new Promise((resolve) => {
      const granted = (lock: Lock | null) => {
        if (!lock) return resolve(false);
        return new Promise<void>((end) => {
          held++;
          this.#release = () => {
            held--;
            this.#release = undefined;
            end();
          };
          resolve(true);
        });
      };
      requestLock(MEASURING_LOCK, options, granted).catch(() => resolve(true));
    });
  }
}
