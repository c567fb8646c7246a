const LONGEST_ECHO = 60;

/**
 * Text from outside as it may stand in one of the page's own sentences: in single quotes, invisible characters and
 * direction marks replaced, at most 60 characters.
 */
export function quoted(text: string): string {
  const start = Array.from(text.slice(0, 2 * LONGEST_ECHO)).slice(0, LONGEST_ECHO + 1);
  const kept = start.length > LONGEST_ECHO ? [...start.slice(0, LONGEST_ECHO - 1), '…'] : start;
  return `'${kept.join('').replace(/\p{C}/gu, '\uFFFD')}'`;
}

/** Control characters other than tab and line ends: no text in a run record holds one. */
const control = /(?![\t\n\r])\p{Cc}/u;

/** The same, or a terminal colour sequence, which runtimes' messages are written with. */
const controlOrColour = /(?![\t\n\r])\p{Cc}(?:\[[\d;]*m)?/gu;

export function hasControlCharacters(text: string): boolean {
  return control.test(text);
}

/** Drops terminal colours and puts U+FFFD for every other control character. */
export function cleanText(text: string): string {
  return text.replace(controlOrColour, (found) => (found.length > 1 ? '' : '\uFFFD'));
}
