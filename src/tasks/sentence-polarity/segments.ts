import type { JudgedSentence } from './answer';

/** Words that push less than this, in log-odds, are not marked: it moves a probability by 4 points at most. */
export const NOTICEABLE = 0.15;
/** A push from here on has the full colour. */
const STRONG = 1.2;

/** Shown of a text that has no words to read. */
const NO_WORDS_SHOWN = 300;

export interface Segment {
  readonly text: string;
  /** Of a marked word: −1 to 1, against positive and for it. */
  readonly push?: number;
}

/** The text in pieces, marked words apart from what stands between them; it ends where the reading ended. */
export function segmentsOf({ text, words, cut }: Pick<JudgedSentence, 'text' | 'words' | 'cut'>): Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  for (const { start, end, push } of words) {
    if (Math.abs(push) < NOTICEABLE) continue;
    if (start > at) segments.push({ text: text.slice(at, start) });
    segments.push({ text: text.slice(start, end), push: Math.max(-1, Math.min(1, push / STRONG)) });
    at = end;
  }
  const lastWord = words.at(-1)?.end ?? 0;
  const most = Math.max(lastWord, at) + (cut ? 0 : NO_WORDS_SHOWN);
  if (at < Math.min(most, text.length)) segments.push({ text: text.slice(at, most) });
  if (most < text.length) segments.push({ text: ' …' });
  return segments;
}

/** The words that push most for positive (`sign` 1) or against it (−1), the strongest first, each once. */
export function strongest({ text, words }: Pick<JudgedSentence, 'text' | 'words'>, sign: 1 | -1, most = 3): string[] {
  const pushing = words.filter(({ push }) => sign * push >= NOTICEABLE).sort((a, b) => sign * (b.push - a.push));
  const forms = pushing.map(({ start, end }) => text.slice(start, end).toLowerCase());
  return [...new Set(forms)].slice(0, most);
}
