import type { Blocks } from './blocks';

/** A matrix or vector of a decoder, row-major, named as Hugging Face's `transformers` names it. */
export interface Weight {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Where weights come from: a file of them, or nowhere (`drawn.ts`). */
export interface WeightSource {
  /**
   * @throws Problem `input` when there is no such weight, or of another shape
   */
  read(name: string, shape: readonly number[]): Weight;
  /** Set where no file holds them: a matrix can then be had as it is stored, and need not be rounded or turned first. */
  readonly drawn?: DrawnAsStored;
}

/** Matrices [rows, columns] in the forms that they are stored in. */
export interface DrawnAsStored {
  /** IEEE 754 halves. */
  halves(shape: readonly number[]): Uint16Array;
  blocks(shape: readonly number[], bits: 4 | 8, block: number): Blocks;
}
