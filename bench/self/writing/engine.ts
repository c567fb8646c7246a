import type { Artefact, ModelCard } from '../../../src/models/card';
import type { ComputePrecision } from '../../../src/runtimes/types';

/** An engine that writes with a model of this site on WASM, on one thread, in a worker of its own. */
export interface WritingEngine {
  /**
   * @param artefact in whose precision weights are to be; absent leaves it to the engine
   * @returns what the arithmetic runs in, where it tells
   */
  open(site: string, card: ModelCard, artefact?: Artefact): Promise<ComputePrecision | undefined>;
  /** Reads a text anew and goes on with the likeliest tokens, whatever ends a text. */
  write(ids: readonly number[], count: number): Promise<Written>;
}

export interface Written {
  readonly tokens: readonly number[];
  /** From the first new token to the last, ms a token: reading the text is not in it. */
  readonly tokenMs: number;
  readonly prefillMs: number;
}
