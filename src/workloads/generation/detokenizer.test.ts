import { expect, it } from 'vitest';
import { Detokenizer } from './detokenizer';

/** Tokens are bytes; as byte fallback does, and as LLaMA's decoder, which drops a space at the beginning. */
const decode = (tokens: readonly number[]) => new TextDecoder().decode(Uint8Array.from(tokens)).replace(/^ /, '');

function pieces(bytes: readonly number[], before: readonly number[] = []): string[] {
  const detokenizer = new Detokenizer(decode, before);
  return [...bytes.map((byte) => detokenizer.push(byte)), detokenizer.end()];
}
const bytesOf = (text: string) => [...new TextEncoder().encode(text)];

it('holds the bytes of a character back until all are there', () => {
  expect(pieces(bytesOf('a🐲é.'))).toEqual(['a', '', '', '', '🐲', '', 'é', '.', '']);
});

it('never gives half of a surrogate pair, wherever broken bytes come before', () => {
  const broken = [0xf0, 0xf0, 0x9f, 0xf0, ...bytesOf('🐲'), 0xe2, 0x82];
  const all = pieces(broken);
  expect(all.join('')).toBe('\uFFFD\uFFFD\uFFFD🐲\uFFFD');
  for (const piece of all)
    expect(piece).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/);
});

it('tells a character that stands for a broken one once the next token has come', () => {
  expect(pieces(bytesOf('\uFFFDb')).join('')).toBe('\uFFFDb');
});

it('keeps the space before a word, save at the very beginning', () => {
  expect(pieces(bytesOf(' a b  c')).join('')).toBe('a b  c');
  expect(pieces(bytesOf(' b'), bytesOf('a')).join('')).toBe(' b');
});

it('gives the text that all tokens together do', () => {
  const text = 'Ünïcödé 🙂🙂🙂 and 漢字, then plain words again and again.';
  expect(pieces(bytesOf(text)).join('')).toBe(text);
});
