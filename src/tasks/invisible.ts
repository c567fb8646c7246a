/**
 * Characters that nobody sees and that are no space: soft hyphens, zero-width spaces and joiners, byte order marks, variation
 * selectors, marks of direction (Unicode's `Default_Ignorable_Code_Point`), controls but for those that break lines or set
 * tabs, and interlinear anchors. Web pages and PDFs leave them in what is copied out of them.
 */
const invisible = /(?![\t\n\v\f\r\u0085])[\p{Default_Ignorable_Code_Point}\p{Cc}\ufff9-\ufffb]/gu;

/** The text as a reader sees it. */
export const withoutInvisible = (text: string): string => text.replace(invisible, '');

/** @returns the same, and where each of its UTF-16 code units stood in the text */
export function visibleOf(text: string): { readonly text: string; readonly placeOf: (index: number) => number } {
  const gaps: { readonly at: number; readonly units: number }[] = [];
  let removed = 0;
  for (const { 0: found, index } of text.matchAll(invisible)) {
    removed += found.length;
    gaps.push({ at: index + found.length - removed, units: removed });
  }
  if (removed === 0) return { text, placeOf: (index) => index };
  const placeOf = (index: number): number => {
    // The last gap at or before it: a text may hold as many gaps as letters.
    let [low, high] = [0, gaps.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (gaps[middle]!.at <= index) low = middle + 1;
      else high = middle;
    }
    return index + (gaps[low - 1]?.units ?? 0);
  };
  return { text: withoutInvisible(text), placeOf };
}
