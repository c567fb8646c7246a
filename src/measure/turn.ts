import { requestLock } from '../domain/lock';

export const MEASURING_LOCK = 'nearside-measuring';

/** Who has the turn that is waited for. */
export type Waiting = 'other tab' | 'this page';

/** Turns that this very page has. */
let held = 0;
/** A run of this page that is being stopped gives its own back in a moment: only one that goes on is told of. */
const MOMENT_MS = 400;

/**
 * Two tabs that measure at once measure each other, so that only one of an origin's has its turn. Where the browser refuses locks
 * (site data blocked) or has none, every tab does as if it were alone.
 */
export class Turn {
  #release?: () => void;

  /**
   * Waits for the turn; forgoes it where the signal aborts first.
   * @param onWait told who has it, and when that is over
   */
  async take(signal: AbortSignal, onWait?: (waiting: Waiting | undefined) => void): Promise<void> {
    if (this.#release || signal.aborted) return;
    if (await this.#ask({ ifAvailable: true })) return;
    let told = false;
    const tell = (waiting: Waiting) => {
      told = true;
      onWait?.(waiting);
    };
    const moment = held > 0 ? setTimeout(tell, MOMENT_MS, 'this page') : undefined;
    if (moment === undefined) tell('other tab');
    await this.#ask({ signal });
    clearTimeout(moment);
    if (told) onWait?.(undefined);
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
