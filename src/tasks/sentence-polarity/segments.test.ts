import { describe, expect, it } from 'vitest';
import { segmentsOf, strongest } from './segments';

const text = 'A fine and dull film.';
const words = [
  { start: 0, end: 1, push: 0.01 },
  { start: 2, end: 6, push: 0.6 },
  { start: 11, end: 15, push: -9 },
];

describe('segments', () => {
  it('mark the words that push, in steps up to full', () => {
    expect(segmentsOf({ text, words, cut: false })).toEqual([
      { text: 'A ' },
      { text: 'fine', push: 0.5 },
      { text: ' and ' },
      { text: 'dull', push: -1 },
      { text: ' film.' },
    ]);
  });

  it('end where the reading ended', () => {
    expect(segmentsOf({ text, words, cut: true }).at(-1)).toEqual({ text: ' …' });
    expect(segmentsOf({ text: 'fine '.repeat(1000), words: [{ start: 0, end: 4, push: 0 }], cut: true })).toEqual([
      { text: 'fine' },
      { text: ' …' },
    ]);
  });

  it('show the beginning of a long text without words', () => {
    const shown = segmentsOf({ text: '😀'.repeat(5000), words: [], cut: false });
    expect(shown.map((segment) => segment.text).join('').length).toBeLessThan(400);
  });
});

it('names the strongest words on either side, each once', () => {
  const twice = [...words, { start: 2, end: 6, push: 0.5 }];
  expect(strongest({ text, words: twice }, 1)).toEqual(['fine']);
  expect(strongest({ text, words: twice }, -1)).toEqual(['dull']);
});
