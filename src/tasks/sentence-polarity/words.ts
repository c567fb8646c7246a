import { visibleOf } from '../invisible';

/** A word where it stands in a text. */
export interface Word {
  /** Offsets in the text, UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** Compatibility-composed, lower case, straight apostrophes. */
  readonly form: string;
  /** True for the first word and for one behind a mark that ends a clause: pairs and negations don't reach across. */
  readonly opensClause: boolean;
}

/** Letters, their marks and digits of any script, with apostrophes inside; hyphens divide words. */
const wordOrMark = /[\p{L}\p{M}\p{N}]+(?:['’‘`´][\p{L}\p{M}\p{N}]+)*|[.,;:?!()…]|--|[–—]/gu;
const apostrophe = /[’‘`´]/g;
const letter = /[\p{L}\p{N}]/u;

/**
 * The words of a text in their order, at most `most` of them. Emoji and other signs are no words; characters that nobody sees
 * count for nothing, wherever they stand.
 * @returns `cut` is true where the text goes on with more words
 */
export function wordsOf(text: string, most: number): { words: Word[]; cut: boolean } {
  const words: Word[] = [];
  let opensClause = true;
  const visible = visibleOf(text);
  for (const { 0: found, index } of visible.text.matchAll(wordOrMark)) {
    if (!letter.test(found)) {
      opensClause = true;
      continue;
    }
    if (words.length === most) return { words, cut: true };
    const form = found.replace(apostrophe, "'").normalize('NFKC').toLowerCase();
    const end = visible.placeOf(index + found.length - 1) + 1;
    words.push({ start: visible.placeOf(index), end, form, opensClause });
    opensClause = false;
  }
  return { words, cut: false };
}
