import type { Answer } from '../types';

export interface SentenceSimilarityAnswer extends Answer {
  readonly kind: 'sentence-similarity';
  readonly question: string;
  /** Most similar first. `cosine` is −1 to 1. */
  readonly ranked: readonly { readonly text: string; readonly cosine: number }[];
  /** What the visitor should know of how the texts were read. */
  readonly note?: string;
}
