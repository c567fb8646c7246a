import { seededRandom, type Random } from '../../domain/random';

const STEPS = 2 ** 24;

/**
 * One number in [0, 1) for each position of a text, by seed: which token stands at a position depends on nothing but what
 * stands before it, however the text came about: in one go, after a stop, on another target.
 */
export class Uniforms {
  readonly #random: Random;
  readonly #drawn: number[] = [];

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  /** @returns of single precision, so that a graph sees the very numbers that JavaScript does */
  at(position: number, count: number): Float32Array {
    while (this.#drawn.length < position + count) this.#drawn.push(Math.floor(this.#random() * STEPS) / STEPS);
    return Float32Array.from(this.#drawn.slice(position, position + count));
  }
}
