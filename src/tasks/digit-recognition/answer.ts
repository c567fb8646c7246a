import type { Answer, Pixels } from '../types';

export interface DigitAnswer extends Answer {
  readonly kind: 'digit-recognition';
  /** False where nothing stands out from the paper; the rest then means nothing. */
  readonly drawn: boolean;
  /** Of the digits 0 to 9, calibrated; they sum to 1. */
  readonly probabilities: readonly number[];
  /** The likeliest. */
  readonly digit: number;
  /** Its probability. */
  readonly confidence: number;
  /** True where the picture is unlike any digit the network learned from: its score is under the threshold. */
  readonly unlike: boolean;
  readonly score: number;
  readonly threshold: number;
  /** What the network was given, 28 × 28; absent in a record. */
  readonly pictures?: { readonly seen: Pixels };
}

/** Whole percents, but never a certainty that was only rounded to. */
export function percent(share: number): string {
  if (share > 0.995 && share < 1) return 'over 99 %';
  if (share > 0 && share < 0.005) return 'under 1 %';
  return `${Math.round(share * 100)} %`;
}

/** English says "an 8". */
const article = (digit: number): string => (digit === 8 ? 'An' : 'A');

export function summarise({ drawn, digit, confidence, unlike }: Omit<DigitAnswer, 'summary' | 'kind'>): string {
  if (!drawn) return 'Nothing is drawn.';
  if (unlike) return `It looks like no digit: the nearest is ${digit}.`;
  return `${article(digit)} ${digit}, ${percent(confidence)} sure.`;
}
