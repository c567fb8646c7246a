/**
 * Levenshtein distance from `word` to every beginning of `text`, by its length: the last row of the table of R. A. Wagner
 * and M. J. Fischer, "The string-to-string correction problem", J. ACM 21 (1974).
 */
function distancesToBeginnings(word: string, text: string): number[] {
  let row = Array.from({ length: text.length + 1 }, (_, column) => column);
  for (let line = 1; line <= word.length; line++) {
    const next = [line];
    for (let column = 1; column <= text.length; column++) {
      const substitution = word[line - 1] === text[column - 1] ? 0 : 1;
      const edits = [(row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, (row[column - 1] ?? 0) + substitution];
      next.push(Math.min(...edits));
    }
    row = next;
  }
  return row;
}

/** `tfjs-webgpu` may be meant by what begins like it, or like `webgpu`. */
function segments(id: string): string[] {
  return id.split('-').map((_, index, parts) => parts.slice(index).join('-'));
}

/**
 * The known id that a mistyped or shortened one most likely meant: at most one edit in three characters away from the
 * beginning of it or of one of its hyphened parts (`movenett` → `movenet-lightning`); the closer whole id wins a tie.
 * @returns undefined where none is near, or the word is below 3 or over 60 characters
 */
export function closest(word: string, known: readonly string[]): string | undefined {
  if (word.length < 3 || word.length > 60) return undefined;
  const meant = word.toLowerCase();
  const near = known
    .map((id) => ({
      id,
      part: Math.min(...segments(id).flatMap((segment) => distancesToBeginnings(meant, segment))),
      whole: distancesToBeginnings(meant, id).at(-1) ?? 0,
    }))
    .filter(({ part }) => part <= Math.floor(word.length / 3))
    .sort((a, b) => a.part - b.part || a.whole - b.whole);
  return near[0]?.id;
}
