/** What would come back from a cloud, and when its frame was taken. */
interface Sent<A> {
  readonly answer: A;
  readonly takenAtMs: number;
}

/**
 * Answers on their way through a simulated cloud: every frame that is answered here is sent there too, and its answer shows when the
 * trip would be over. Nothing is shown before this device has the answer itself, since nobody else computes one.
 */
export class Ghost<A> {
  #underway: Sent<A>[] = [];

  /** @param takenAtMs when the frame was taken, on any clock that only moves on */
  send(answer: A, takenAtMs: number): void {
    this.#underway.push({ answer, takenAtMs });
  }

  /**
   * The newest answer whose trip is over; those before it are forgotten.
   * @param tripMs from frame to answer
   */
  arrived(nowMs: number, tripMs: number): Sent<A> | undefined {
    let newest = -1;
    this.#underway.forEach(({ takenAtMs }, index) => {
      if (takenAtMs + tripMs <= nowMs) newest = index;
    });
    if (newest < 0) return undefined;
    const [sent] = this.#underway.splice(0, newest + 1).slice(-1);
    return sent;
  }

  /** When the next one arrives; undefined where none is under way. */
  nextAtMs(tripMs: number): number | undefined {
    const first = this.#underway[0];
    return first && first.takenAtMs + tripMs;
  }

  clear(): void {
    this.#underway = [];
  }
}
