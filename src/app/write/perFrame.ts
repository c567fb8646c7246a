/** A tab out of sight draws no frames; what came meanwhile still has to be there when it comes back, and at the end. */
const HIDDEN_MS = 500;

/**
 * Calls once for all that came since the last frame: tokens may come by the hundred a second, and each would redraw the page.
 * @param go may be called later, in the next frame
 */
export class PerFrame {
  readonly #go: () => void;
  #frame = 0;
  #timer?: ReturnType<typeof setTimeout>;

  constructor(go: () => void) {
    this.#go = go;
  }

  /** Whether a call is due. */
  get due(): boolean {
    return this.#timer !== undefined;
  }

  ask(): void {
    if (this.due) return;
    this.#frame = requestAnimationFrame(() => this.now());
    this.#timer = setTimeout(() => this.now(), HIDDEN_MS);
  }

  /** At once, where a call is due or not. */
  now(): void {
    this.cancel();
    this.#go();
  }

  cancel(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
