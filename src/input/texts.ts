import { Problem } from '../runtimes/problem';

/** What a visitor may type or paste in all: far more than any sentence model reads, and still quick to split and show. */
export const MAX_CHARACTERS = 200_000;
const MAX_TEXTS = 200;

/**
 * The question and the candidate sentences, one a line; blank lines fall away.
 * @throws Problem `input` when there is no question, nothing to compare it with, or too much
 */
export function readTexts(question: string, candidates: string): string[] {
  const first = question.trim();
  const others = candidates
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  if (!first) throw new Problem('input', 'Type a sentence to search for.');
  if (others.length === 0) throw new Problem('input', 'Type at least one sentence to compare with, one a line.');
  if (others.length > MAX_TEXTS)
    throw new Problem('input', `That is ${others.length} sentences; ${MAX_TEXTS} are the most that fit here.`);
  const length = question.length + candidates.length;
  if (length > MAX_CHARACTERS) {
    throw new Problem(
      'input',
      `That is ${length.toLocaleString('en')} characters; ${MAX_CHARACTERS.toLocaleString('en')} are the most that fit here.`,
    );
  }
  return [first, ...others];
}
