import type { Answer } from '../types';
import { listed, plural } from '../../domain/words';

export type Tone = 'positive' | 'negative' | 'undecided' | 'unknown';

export interface JudgedSentence {
  readonly text: string;
  /** Probability that the sentence is positive, 0 to 1. */
  readonly positive: number;
  /** `unknown` where too few of the words are known for a judgement. */
  readonly tone: Tone;
  /** The words that were read: where they stand in the text, and what each adds to the log-odds of being positive. */
  readonly words: readonly { readonly start: number; readonly end: number; readonly push: number }[];
  /** Of those words, the share that the model never learned. */
  readonly unknownShare: number;
  /** True where the text goes on behind the last word that was read. */
  readonly cut: boolean;
}

export interface SentencePolarityAnswer extends Answer {
  readonly kind: 'sentence-polarity';
  readonly sentences: readonly JudgedSentence[];
}

/** Nearer to even than this the model is right in 56 of 100 test sentences only: it does not take sides. */
const UNDECIDED = 0.1;

/** 99 of 100 review sentences have at most this share of words that the training lacks: `scores` on the card. */
export const MAX_UNKNOWN_SHARE = 0.44;

export function toneOf(positive: number, unknownShare: number): Tone {
  if (unknownShare > MAX_UNKNOWN_SHARE) return 'unknown';
  if (Math.abs(positive - 0.5) < UNDECIDED) return 'undecided';
  return positive > 0.5 ? 'positive' : 'negative';
}

const alone: Record<Tone, string> = {
  positive: 'The sentence sounds positive.',
  negative: 'The sentence sounds negative.',
  undecided: 'The sentence could be either, positive or negative.',
  unknown: 'Too few of the words are known to judge the sentence.',
};

export function summarise(tones: readonly Tone[]): string {
  const [only] = tones;
  if (only && tones.length === 1) return alone[only];
  const count = (tone: Tone) => tones.filter((other) => other === tone).length;
  const counts = [
    [count('positive'), 'positive'],
    [count('negative'), 'negative'],
    [count('undecided'), 'undecided'],
    [count('unknown'), 'not judged'],
  ] as const;
  const said = counts.filter(([many]) => many > 0).map(([many, tone]) => `${many} ${tone}`);
  return `${plural(tones.length, 'sentence')}: ${listed(said)}.`;
}
