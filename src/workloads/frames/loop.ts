/** Where frames come from: a camera's video, or numbers in a test. */
export interface FrameSource<F> {
  /** Calls back at each new frame until the returned function is called. */
  watch(onFrame: () => void): () => void;
  /** A copy of the newest frame, as it is when it is asked for. */
  take(): Promise<F>;
}

/** What a pass through the loop took, as its caller sees it. */
export interface Pass {
  /** Copying the frame out of the source, ms. */
  readonly takeMs: number;
  /** From the wish for a frame to its answer, ms: `takeMs` and all that follows. */
  readonly totalMs: number;
  /** False where the loop was paused meanwhile: such a time says nothing. */
  readonly sound: boolean;
}

export interface LoopParts<F, A> {
  readonly source: FrameSource<F>;
  /** Takes over the frame. */
  readonly answer: (frame: F) => Promise<A>;
  readonly onAnswer: (answer: A, pass: Pass) => void;
  /** A frame came while another was under way, and gave way to a newer one. */
  readonly onDrop: () => void;
  /** The loop has stopped, since its source or its answers failed. */
  readonly onProblem: (error: unknown) => void;
}

/**
 * Answers frames as fast as answers come, and no faster: one frame is under way at most, none queues, and what comes next is
 * the newest there is. A frame that arrives meanwhile is only noted; it is copied once its turn has come, so that frames
 * nobody will look at cost nothing.
 */
export class LiveLoop<F extends { close(): void }, A> {
  readonly #parts: LoopParts<F, A>;
  readonly #unwatch: () => void;
  #busy = false;
  /** A frame came while another was under way. */
  #waiting = false;
  #paused = false;
  /** Whether the pass under way has run without a pause so far. */
  #sound = true;
  #stopped = false;

  /** Begins at once. */
  constructor(parts: LoopParts<F, A>) {
    this.#parts = parts;
    this.#unwatch = parts.source.watch(() => this.#arrive());
  }

  #arrive(): void {
    if (this.#stopped || this.#paused) return;
    if (!this.#busy) void this.#pass();
    else if (this.#waiting) this.#parts.onDrop();
    else this.#waiting = true;
  }

  async #pass(): Promise<void> {
    this.#busy = true;
    this.#waiting = false;
    this.#sound = true;
    try {
      const began = performance.now();
      const frame = await this.#parts.source.take();
      if (this.#stopped) {
        frame.close();
        return;
      }
      const takeMs = performance.now() - began;
      const answer = await this.#parts.answer(frame);
      if (this.#stopped) return;
      this.#parts.onAnswer(answer, { takeMs, totalMs: performance.now() - began, sound: this.#sound });
    } catch (error) {
      if (this.#stopped) return;
      this.stop();
      this.#parts.onProblem(error);
      return;
    }
    this.#busy = false;
    if (this.#waiting && !this.#paused) void this.#pass();
  }

  /** Frames are left alone, neither answered nor counted, until {@link resume}. The one under way still ends. */
  pause(): void {
    this.#paused = true;
    this.#sound = false;
    if (!this.#waiting) return;
    this.#waiting = false;
    this.#parts.onDrop();
  }

  resume(): void {
    this.#paused = false;
  }

  /** Nothing is called back from here on; a frame that is being copied is closed. */
  stop(): void {
    this.#stopped = true;
    this.#unwatch();
  }
}
