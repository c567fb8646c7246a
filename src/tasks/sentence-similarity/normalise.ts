const SPACE = '▁';

// Written as code points: controls can't be seen, and a linter takes them for slips.
const classOf = (...ranges: readonly (readonly [from: number, to?: number])[]): string =>
  ranges.map(([from, to = from]) => `\\u{${from.toString(16)}}-\\u{${to.toString(16)}}`).join('');

const controls = classOf([0x01, 0x08], [0x0b], [0x0e, 0x1f], [0x7f], [0x8f], [0x9f]);
/** Line breaks, characters of no width, SentencePiece's own mark of a space, what stands in for broken characters. */
const spaces = `${classOf([0x09, 0x0a], [0x0c, 0x0d], [0x1680], [0x200b, 0x200c], [0x200e, 0x200f])}${classOf(
  [0x2028, 0x2029],
  [0x2581],
  [0xfeff],
  [0xfffd],
)}\\p{Surrogate}`;
const fullWidthTilde = classOf([0xff5e]);

const plain = new RegExp(`[^${controls}${spaces}${fullWidthTilde}]+`, 'gu');
const control = new RegExp(`[${controls}]`, 'gu');
const anySpaces = new RegExp(`[${spaces} ]+`, 'gu');

/**
 * SentencePiece's default rule `nmt_nfkc` (its `builder.cc`, release 0.2): NFKC but for the full-width tilde, without some
 * controls, and with spaces for some characters that have no width. It leaves soft hyphens, joiners and variation selectors
 * where they are, unknown to the vocabulary: who doesn't want that takes them out before.
 * @returns words with "▁" before each; empty where there are none
 */
export function normalise(text: string): string {
  // What the rule replaces also parts: letters on both sides of it are not composed.
  const composed = text.replace(plain, (part) => part.normalize('NFKC'));
  const words = composed.replace(control, '').replace(anySpaces, ' ').trim().replaceAll(' ', SPACE);
  return words === '' ? '' : SPACE + words;
}
