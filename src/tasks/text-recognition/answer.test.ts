import { describe, expect, it } from 'vitest';
import { textAnswer, type Quad } from './answer';

const box: Quad = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
];

const looked = { width: 320, height: 128, given: { width: 320, height: 128 }, parts: 1 };

describe('textAnswer', () => {
  it('says so when there is no text', () => {
    expect(textAnswer([], looked)).toEqual({ kind: 'text-recognition', summary: 'No text found.', lines: [] });
  });

  it('quotes what was read', () => {
    const { summary } = textAnswer([{ text: 'Fresh bread', score: 1, box }], looked);
    expect(summary).toBe('1 line of text found: “Fresh bread”.');
  });

  it('counts boxes where nothing was read', () => {
    expect(
      textAnswer(
        Array.from({ length: 3 }, () => ({ score: 0.9, box })),
        looked,
      ).summary,
    ).toBe('3 lines of text found.');
  });

  it('cuts a long page short between characters', () => {
    const { summary, lines } = textAnswer([{ text: '😀'.repeat(900), score: 1, box }], looked);
    expect([...summary]).toHaveLength(400);
    expect(summary.endsWith('😀…')).toBe(true);
    expect(lines[0]?.text).toHaveLength(1800);
  });

  it('says in how many parts and how much shrunk the picture was looked at, however long the page', () => {
    const lines = [{ text: 'a'.repeat(900), score: 1, box }];
    const { summary, note } = textAnswer(lines, { ...looked, given: { width: 3200, height: 1280 }, parts: 2 });
    expect(note).toBe(
      'The picture was looked at in 2 overlapping parts. ' +
        'Lines were looked for in 320 × 128 of its 3,200 × 1,280 pixels: small letters may be missed.',
    );
    expect(summary).toHaveLength(400);
    expect(summary.endsWith(`a… ${note}`)).toBe(true);
    expect(textAnswer([], { ...looked, parts: 2 }).summary).toBe(
      'No text found. The picture was looked at in 2 overlapping parts.',
    );
  });

  it('does not call a picture shrunk that lost a pixel', () => {
    expect(textAnswer([], { ...looked, given: { width: 330, height: 132 } })).not.toHaveProperty('note');
  });
});
