import type { TaskInput } from '../tasks/types';

/** An input as a run uses it: what the model gets, and what of it the record may hold. */
export interface RunInput {
  /** Sample id, or `own`. */
  readonly id: string;
  readonly input: TaskInput;
  /** Size in words: "512 × 512", "7 sentences". */
  readonly detail: string;
  /** Bytes that would travel to a cloud: the file as it is, or the text as UTF-8. */
  readonly bytes: number;
}
