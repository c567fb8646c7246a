/** One line of `bench:self`: a figure beside what it should be. */
export interface Finding {
  readonly name: string;
  /** Measured ÷ allowed, or a count, with what it was made of. */
  readonly ratio: string;
  readonly target: string;
  readonly ok: boolean;
}
