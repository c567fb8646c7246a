import type { DecoderFacts } from '../../../models/card';
import type { Network } from '../../../runtimes/types';
import type { Likely, Step } from '../sampler';
import type { Sampling } from '../sampling';

/** What a decoder is to read, and how it is to go on. */
export interface Ask {
  /** Tokens to read: one at least, and no more than fit the context. */
  readonly ids: readonly number[];
  /** Tokens to write at most, one at least; a form may write fewer. */
  readonly steps: number;
  readonly sampling: Sampling;
  /** One number in [0, 1) for each step. */
  readonly uniforms: Float32Array;
  /** Tokens in the cache, for the repetition penalty; what is read now it meets by itself. */
  readonly seen: readonly number[];
  /** Tokens to stop after; none goes on whatever comes. */
  readonly endTokens: readonly number[];
}

/** A decoder with its cache, whatever the graph looks like. Calls never overlap. */
export interface Form {
  readonly id: 'optimum' | 'loop' | 'static';
  /** Most tokens that one run writes. */
  readonly mostSteps: number;
  /** Tokens in the cache. */
  readonly length: number;
  /** Memory that the cache takes now. */
  readonly cacheBytes: number;
  /**
   * Reads, and writes one token at least. All that was read is in the cache afterwards, and all that was written save the last.
   * @param between awaited between the runs that a long text takes: a stop arrives there
   */
  write(ask: Ask, between: () => Promise<void>): Promise<Step[]>;
  /**
   * Reads, and tells of each token read which were the likeliest to follow it.
   * @param between as with {@link write}
   */
  follow(ids: readonly number[], between: () => Promise<void>): Promise<(readonly Likely[])[]>;
  /** Forgets all but the first tokens of the cache. */
  rewind(length: number): Promise<void>;
  /** Frees what the form holds on the device; the network isn't its own. */
  clear(): void;
}

/** Tokens of a long text that one run reads at most: a stop is heard between runs. */
export const READ_AT_ONCE = 64;

export interface FormParts {
  readonly network: Network;
  readonly decoder: DecoderFacts;
}
