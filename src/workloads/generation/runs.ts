/** A run that writes several tokens holds up a stop for as long. */
const RUN_MS = 30;

/** How many tokens a run is to write, by what the runs before took: as many as fit the time in which a stop is to be heard. */
export class RunLength {
  readonly #most: number;
  #tokenMs: number | undefined;

  /** @param most of the form */
  constructor(most: number) {
    this.#most = most;
  }

  /** Told of a run that read one token and wrote these. */
  took(ms: number, tokens: number): void {
    // A first run after a pause is slow: half of what is new, half of what was.
    const each = ms / tokens;
    this.#tokenMs = this.#tokenMs === undefined ? each : (this.#tokenMs + each) / 2;
  }

  /** @param left tokens that are still wanted */
  next(left: number): number {
    const fitting = this.#tokenMs === undefined ? 1 : Math.floor(RUN_MS / Math.max(this.#tokenMs, 1e-3));
    return Math.max(1, Math.min(this.#most, fitting, left));
  }
}

/** How long messages wait at most while a text is written. */
export const HEARD_MS = 15;
