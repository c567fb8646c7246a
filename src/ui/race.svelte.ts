/** Plays near and far lanes side by side in real time, or slowed down where it would be over before the eye can follow. */
export class Race {
  #atMs = $state<number>();
  #frame = 0;

  /** Simulated time since the start, ms; undefined when nothing plays and lanes show themselves whole. */
  get atMs(): number | undefined {
    return this.#atMs;
  }

  get playing(): boolean {
    return this.#atMs !== undefined;
  }

  /**
   * @param endMs when the last lane arrives
   * @param slowdown 1 plays in real time, 10 ten times slower
   */
  start(endMs: number, slowdown: number): void {
    this.stop();
    const started = performance.now();
    const step = () => {
      const elapsed = (performance.now() - started) / slowdown;
      if (elapsed >= endMs) {
        this.#atMs = undefined;
        return;
      }
      this.#atMs = elapsed;
      this.#frame = requestAnimationFrame(step);
    };
    this.#atMs = 0;
    this.#frame = requestAnimationFrame(step);
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#atMs = undefined;
  }
}
