import type { Answer } from '../types';

/** A text that a model wrote. */
export interface TextGenerationAnswer extends Answer {
  readonly kind: 'text-generation';
  /** What it went on from. */
  readonly prompt: string;
  /** What was written, without the prompt. */
  readonly text: string;
  /** The same, token by token, each with its probability as the network says it. */
  readonly tokens: readonly { readonly text: string; readonly share: number }[];
  /** What ended it: a token that ends texts, a stop string, the tokens wanted, or the context. */
  readonly ended: 'end' | 'stop' | 'length' | 'context';
  /** What was made of the prompt that nobody would expect, a sentence each. */
  readonly notes: readonly string[];
}
