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
   * @param arrivalsMs when each lane arrives: where the visitor wants no motion, the lanes jump from one to the next
   */
  start(endMs: number, slowdown: number, arrivalsMs: readonly number[]): void {
    this.stop();
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const shownAt = (elapsedMs: number) =>
      isStill ? Math.max(0, ...arrivalsMs.filter((ms) => ms <= elapsedMs)) : elapsedMs;
    const started = performance.now();
    const step = () => {
      const elapsed = (performance.now() - started) / slowdown;
      if (elapsed >= endMs) {
        this.#atMs = undefined;
        return;
      }
      this.#atMs = shownAt(elapsed);
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
