/** Width of a text in px. */
export type Measure = (text: string, size: number, weight: number) => number;

export interface Styled {
  readonly text: string;
  readonly tone?: 'ink' | 'soft' | 'near' | 'far';
}

/** Runs of one tone, side by side. */
export type Line = readonly (Styled & { readonly width: number })[];

type Width = (text: string) => number;

/** What stays together on a line: of several tones where no space stands between them. */
interface Word {
  readonly runs: Styled[];
  readonly afterSpace: boolean;
}

function wordsOf(parts: readonly Styled[]): Word[] {
  const found: Word[] = [];
  let afterSpace = true;
  for (const { text, tone } of parts) {
    for (const piece of text.match(/[ \n\t]+|[^ \n\t]+/g) ?? []) {
      const isSpace = /^[ \n\t]/.test(piece);
      if (!isSpace && afterSpace) found.push({ runs: [{ text: piece, tone }], afterSpace: found.length > 0 });
      else if (!isSpace) found.at(-1)?.runs.push({ text: piece, tone });
      afterSpace = isSpace;
    }
  }
  return found;
}

/** Neighbours of one tone as one run, so that letters are spaced as in one. */
function joined(runs: readonly Styled[]): Styled[] {
  const found: Styled[] = [];
  for (const run of runs) {
    const last = found.at(-1);
    if (last && last.tone === run.tone) found[found.length - 1] = { ...last, text: last.text + run.text };
    else found.push(run);
  }
  return found;
}

const widthOf = (runs: readonly Styled[], measure: Width) =>
  joined(runs).reduce((sum, { text }) => sum + measure(text), 0);

/** A word that is wider than a line, letter by letter: never within a pair of code units that is one letter. */
function broken(word: Word, width: number, measure: Width): Word[] {
  if (widthOf(word.runs, measure) <= width) return [word];
  const letters = word.runs.flatMap(({ text, tone }) => Array.from(text, (letter) => ({ text: letter, tone })));
  const found: Word[] = [];
  let runs: Styled[] = [];
  for (const letter of letters) {
    if (runs.length > 0 && widthOf([...runs, letter], measure) > width) {
      found.push({ runs, afterSpace: found.length === 0 && word.afterSpace });
      runs = [];
    }
    runs = joined([...runs, letter]);
  }
  return [...found, { runs, afterSpace: found.length === 0 && word.afterSpace }];
}

/** Breaks text into lines no wider than told, at spaces where there are any. */
export function wrap(parts: readonly Styled[], width: number, measure: Width): Line[] {
  const lines: Styled[][] = [];
  for (const { runs, afterSpace } of wordsOf(parts).flatMap((word) => broken(word, width, measure))) {
    const line = lines.at(-1);
    const space = afterSpace && line ? [{ text: ' ', tone: line.at(-1)?.tone }] : [];
    const longer = line && joined([...line, ...space, ...runs]);
    if (longer && widthOf(longer, measure) <= width) lines[lines.length - 1] = longer;
    else lines.push(joined(runs));
  }
  return lines.map((line) => line.map((run) => ({ ...run, width: measure(run.text) })));
}
