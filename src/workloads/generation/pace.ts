import type { UnitContext } from '../types';
import { GREEDY } from './sampling';
import { Uniforms } from './uniforms';
import type { Writer } from './writer';

/** Places behind the prompt whose tokens are timed, over and over: speed depends on what is in the cache. */
export const WINDOW = 64;

export interface Paced {
  /** From token to token, ms. */
  readonly interTokenMs: readonly number[];
  /** Of each: tokens that were in the cache when it was written. */
  readonly positions: readonly number[];
}

/** Times single tokens behind one prompt, greedily and whatever ends: the same work on every target. */
export class Pace {
  readonly #writer: Writer;
  readonly #prompt: readonly number[];
  readonly #window: number;
  readonly #uniforms = new Uniforms(GREEDY.seed);
  /** What was written behind the prompt so far, in this window. */
  #written: number[] = [];

  /** @param context positions at most */
  constructor(writer: Writer, prompt: readonly number[], context: number) {
    this.#writer = writer;
    this.#prompt = prompt;
    this.#window = Math.max(2, Math.min(WINDOW, context - prompt.length));
  }

  /** @param leadIn tokens that are written untimed before */
  async tokens(count: number, leadIn: number, breathe: UnitContext['breathe']): Promise<Paced> {
    const interTokenMs: number[] = [];
    const positions: number[] = [];
    if (leadIn > 0) await this.#some(leadIn, breathe);
    while (interTokenMs.length < count) {
      const { ms, wrote, at } = await this.#some(count - interTokenMs.length, breathe);
      for (let i = 0; i < wrote; i++) {
        interTokenMs.push(ms / wrote);
        positions.push(at + i);
      }
    }
    return { interTokenMs, positions };
  }

  /** One run. Begins the window anew where it is full, or the cache was used for something else meanwhile. */
  async #some(left: number, breathe: UnitContext['breathe']) {
    const isFull = this.#written.length >= this.#window;
    if (isFull) this.#written = this.#written.slice(0, 1);
    const text = [...this.#prompt, ...this.#written];
    const reused = await this.#writer.goBack(text);
    if (this.#written.length === 0 || reused < text.length - 1) {
      const { written } = await this.#writer.run(text.slice(reused), 1, GREEDY, this.#uniforms, [], breathe);
      this.#written.push(...written.map(({ token }) => token));
    }
    await breathe();
    const steps = this.#writer.nextSteps(Math.min(left, this.#window - this.#written.length));
    const at = this.#prompt.length + this.#written.length;
    const last = this.#written.slice(-1);
    const { written, ms } = await this.#writer.run(last, Math.max(1, steps), GREEDY, this.#uniforms, [], breathe);
    this.#written.push(...written.map(({ token }) => token));
    return { ms, wrote: written.length, at };
  }
}
