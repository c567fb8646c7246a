/**
 * Edits (Levenshtein) that turn `word` into some stretch of `text`, and into the whole of it.
 * Sellers' variant of the Wagner–Fischer table: the stretch may start and end anywhere in `text`.
 * P. H. Sellers, "The theory and computation of evolutionary distances", J. Algorithms 1 (1980).
 */
function distances(word: string, text: string): { part: number; whole: number } {
  let part = Array.from({ length: text.length + 1 }, () => 0);
  let whole = Array.from({ length: text.length + 1 }, (_, column) => column);
  const step = (above: number[], row: number) => {
    const next = [row];
    for (let column = 1; column <= text.length; column++) {
      const substitution = word[row - 1] === text[column - 1] ? 0 : 1;
      next.push(
        Math.min((above[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, (above[column - 1] ?? 0) + substitution),
      );
    }
    return next;
  };
  for (let row = 1; row <= word.length; row++) {
    part = step(part, row);
    whole = step(whole, row);
  }
  return { part: Math.min(...part), whole: whole[text.length] ?? word.length };
}

/**
 * The known id that a mistyped or shortened one most likely meant: at most one edit in three characters away from a
 * stretch of it (`movenett` → `movenet-lightning`); the closer whole id wins a tie.
 * @returns undefined where none is near, or the word is over 60 characters
 */
export function closest(word: string, known: readonly string[]): string | undefined {
  if (word.length > 60) return undefined;
  const near = known
    .map((id) => ({ id, ...distances(word.toLowerCase(), id.toLowerCase()) }))
    .filter(({ part }) => part <= Math.floor(word.length / 3))
    .sort((a, b) => a.part - b.part || a.whole - b.whole);
  return word.length < 3 ? undefined : near[0]?.id;
}
