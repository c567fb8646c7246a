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
}
