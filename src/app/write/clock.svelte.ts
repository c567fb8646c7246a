/** Redrawn so often, where the visitor wants no motion. */
const STILL_MS = 500;

/** The race's clock: ms since the key press, for what the simulated cloud has written by then. */
export class RaceClock {
  #atMs = $state<number>();
  #replays = $state(false);
  #frame = 0;
  #endMs = Infinity;

  /** Undefined while nothing is played: then all that there is is shown. */
  get atMs() {
    return this.#atMs;
  }
  /** Whether both sides are played once more, from what was recorded. */
  get replays() {
    return this.#replays;
  }

  /** @param startedAt by `performance.now()` @param replays both sides, not the far one alone */
  start(startedAt: number, endMs = Infinity, replays = false): void {
    this.stop();
    this.#endMs = endMs;
    this.#replays = replays;
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    let shownAt = -Infinity;
    const step = () => {
      const atMs = Math.max(0, performance.now() - startedAt);
      if (atMs >= this.#endMs) return this.stop();
      if (!isStill || atMs - shownAt >= STILL_MS) this.#atMs = shownAt = atMs;
      this.#frame = requestAnimationFrame(step);
    };
    step();
  }

  /** Says when it is over, once that is known. */
  endAt(ms: number): void {
    this.#endMs = ms;
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#atMs = undefined;
    this.#replays = false;
  }
}

/** How many of these times, ascending, have come. */
export function countBy(times: ArrayLike<number>, atMs: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
