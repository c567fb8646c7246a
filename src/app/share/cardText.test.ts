import { expect, it } from 'vitest';
import { wrap } from './cardText';

const measure = (text: string) => text.length;
const lines = (parts: Parameters<typeof wrap>[0], width: number) =>
  wrap(parts, width, measure).map((line) => line.map(({ text, tone }) => (tone ? `<${tone}>${text}` : text)).join(''));

it('breaks at spaces', () => {
  expect(lines([{ text: 'one two  three' }], 8)).toEqual(['one two', 'three']);
});

it('keeps what no space parts on one line, in two tones too', () => {
  expect(lines([{ text: 'it wins', tone: 'far' }, { text: '; then' }], 7)).toEqual(['<far>it', '<far>wins;', 'then']);
});

it('breaks a word that is wider than the line anywhere, but within no letter', () => {
  expect(lines([{ text: 'a 👩👩👩👩 b' }], 4)).toEqual(['a', '👩👩', '👩👩', 'b']);
});

it('keeps the width that it measured', () => {
  expect(wrap([{ text: 'one two' }], 20, measure)).toEqual([[{ text: 'one two', tone: undefined, width: 7 }]]);
});

it('makes no line of nothing', () => {
  expect(wrap([{ text: '  ' }, { text: '' }], 20, measure)).toEqual([]);
});
