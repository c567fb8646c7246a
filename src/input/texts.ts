import { Problem } from '../domain/problem';
import { withoutInvisible } from '../tasks/invisible';

/** What a visitor may type or paste in all: far more than any sentence model reads, and still quick to split and show. */
export const MAX_CHARACTERS = 200_000;
const MAX_TEXTS = 200;

/** Not so where there is only what nobody sees. */
const isReadable = (text: string) => withoutInvisible(text).trim() !== '';

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(isReadable);

function checked(texts: string[], typed: number): string[] {
  if (texts.length > MAX_TEXTS)
    throw new Problem('input', `That is ${texts.length} sentences; ${MAX_TEXTS} are the most that fit here.`);
  if (typed > MAX_CHARACTERS) {
    throw new Problem(
      'input',
      `That is ${typed.toLocaleString('en')} characters; ${MAX_CHARACTERS.toLocaleString('en')} are the most that fit here.`,
    );
  }
  return texts;
}

/**
 * The question and the candidate sentences, one a line; blank lines fall away.
 * @throws Problem `input` when there is no question, nothing to compare it with, or too much
 */
export function readTexts(question: string, candidates: string): string[] {
  const first = question.trim();
  const others = lines(candidates);
  if (!isReadable(first)) throw new Problem('input', 'Type a sentence to search for.');
  if (others.length === 0) throw new Problem('input', 'Type at least one sentence to compare with, one a line.');
  return [first, ...checked(others, question.length + candidates.length)];
}

/**
 * Sentences that each get an answer of their own, one a line; blank lines fall away.
 * @throws Problem `input` when there is none, or too much
 */
export function readList(typed: string): string[] {
  const texts = lines(typed);
  if (texts.length === 0) throw new Problem('input', 'Type at least one sentence, one a line.');
  return checked(texts, typed.length);
}
