import { describe, expect, it } from 'vitest';
import { textAnswer, type Quad } from './answer';

const box: Quad = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
];

describe('textAnswer', () => {
  it('says so when there is no text', () => {
    expect(textAnswer([])).toEqual({ kind: 'text-recognition', summary: 'No text found.', lines: [] });
  });

  it('quotes what was read', () => {
    const { summary } = textAnswer([{ text: 'Fresh bread', score: 1, box }]);
    expect(summary).toBe('1 line of text found: “Fresh bread”.');
  });

  it('counts boxes where nothing was read', () => {
    expect(textAnswer(Array.from({ length: 3 }, () => ({ score: 0.9, box }))).summary).toBe('3 lines of text found.');
  });

  it('cuts a long page short between characters', () => {
    const { summary, lines } = textAnswer([{ text: '😀'.repeat(900), score: 1, box }]);
    expect([...summary]).toHaveLength(400);
    expect(summary.endsWith('😀…')).toBe(true);
    expect(lines[0]?.text).toHaveLength(1800);
  });
});
