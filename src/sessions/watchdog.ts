/** Looks taken at a limit: a page that was asleep, or whose timers were throttled, counts one look, not the time that passed. */
const LOOKS = 8;

/**
 * Ends a wait that shows no sign of life. It counts time by its own looks, so that a laptop that slept or a hidden tab ends
 * nothing.
 */
export class Watchdog {
  readonly #onSilence: (limitMs: number) => void;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** @param onSilence called once, with the limit that passed */
  constructor(onSilence: (limitMs: number) => void) {
    this.#onSilence = onSilence;
  }

  /** Begins to count anew, towards another limit where one is given. @param limitMs of silence, awake */
  expect(limitMs: number): void {
    this.rest();
    let left = LOOKS;
    this.#timer = setInterval(() => {
      left--;
      if (left > 0) return;
      this.rest();
      this.#onSilence(limitMs);
    }, limitMs / LOOKS);
  }

  /** Nothing is waited for. */
  rest(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
