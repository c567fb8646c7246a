/** Widths of words that nobody knows yet, in letters: as English has them. */
const widths = [3, 5, 2, 4, 6, 3, 4, 2, 5, 7, 3, 4];

/** More of them would say no more. */
const MOST_BLOCKS = 60;

/**
 * What the cloud has written by now, in this device's words: a cloud that is ahead has tokens whose words this device has yet to
 * find, and they stand as blocks.
 * @param tokens written here
 * @param count there by now
 */
export function farText(
  tokens: readonly { readonly text: string }[],
  count: number,
): { readonly words: string; readonly blocks: string } {
  const words = tokens
    .slice(0, count)
    .map(({ text }) => text)
    .join('');
  const unknown = Math.min(MOST_BLOCKS, Math.max(0, count - tokens.length));
  const blocks = Array.from({ length: unknown }, (_, at) => ` ${'▒'.repeat(widths[at % widths.length] ?? 3)}`).join('');
  return { words, blocks };
}
