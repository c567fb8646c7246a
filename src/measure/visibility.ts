/** What a cell asks of the page's visibility. */
export interface Watch {
  /** Waits until the tab is visible. @returns true when it had to wait */
  readonly pause: () => Promise<boolean>;
  /** @returns a function that says whether the tab was hidden at any time since */
  readonly hidden: () => () => boolean;
}

/**
 * Browsers throttle hidden tabs, so nothing is measured while this one is: runs wait, and a slice that was on when the tab
 * was hidden is thrown away.
 */
export class Visibility {
  readonly #onPause?: (paused: boolean) => void | Promise<void>;
  readonly #listener = () => {
    if (document.hidden) this.#hiddenCount++;
    else this.#wake?.();
  };
  #hiddenCount = 0;
  #wake?: () => void;

  /** @param onPause awaited before the run goes on: another tab may be measuring by then */
  constructor(onPause?: (paused: boolean) => void | Promise<void>) {
    this.#onPause = onPause;
    document.addEventListener('visibilitychange', this.#listener);
  }

  /** Waits until the tab is visible or the signal aborts. @returns true when it had to wait */
  async whenVisible(signal: AbortSignal): Promise<boolean> {
    if (!document.hidden || signal.aborted) return false;
    // It may be hidden again by the time it may go on.
    while (document.hidden && !signal.aborted) {
      void this.#onPause?.(true);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      this.#wake = undefined;
      await this.#onPause?.(false);
    }
    return true;
  }

  /** @returns a function that says whether the tab was hidden at any time since */
  watch(): () => boolean {
    const before = this.#hiddenCount;
    return () => document.hidden || this.#hiddenCount !== before;
  }

  stop(): void {
    document.removeEventListener('visibilitychange', this.#listener);
  }
}
