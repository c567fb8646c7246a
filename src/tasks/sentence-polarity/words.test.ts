import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordsOf } from './words';

const forms = (text: string): string[] => wordsOf(text, 64).words.map(({ form }) => form);

describe('words', () => {
  it.each([
    ['A warm, FUNNY film.', ['a', 'warm', 'funny', 'film']],
    ["I can’t and won't.", ['i', "can't", 'and', "won't"]],
    ['self-deprecating, 12-year-old', ['self', 'deprecating', '12', 'year', 'old']],
    ['cafe\u0301 café', ['café', 'café']],
    ['ﬁne ﬁlm', ['fine', 'film']],
    ['‘quoted’ words', ['quoted', 'words']],
    ['مرحبا، שלום', ['مرحبا', 'שלום']],
    ['😀 -- … !?', []],
    ['', []],
  ])('of %j', (text, expected) => {
    expect(forms(text)).toEqual(expected);
  });

  it('stand where the text has them, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        let before = 0;
        for (const { start, end, form } of wordsOf(text, 64).words) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(
            text
              .slice(start, end)
              .replace(/[’‘`´]/g, "'")
              .normalize('NFKC')
              .toLowerCase(),
          ).toBe(form);
          before = end;
        }
      }),
      { numRuns: 50 },
    );
  });

  it('open a clause at the start and behind a mark, not behind a quotation mark', () => {
    const { words } = wordsOf('not good, but "fine" -- really', 64);
    expect(words.map(({ opensClause }) => opensClause)).toEqual([true, false, true, false, true]);
  });

  it('end at the limit, and only then is the text cut', () => {
    expect(wordsOf('one two three!', 3)).toMatchObject({ cut: false, words: { length: 3 } });
    expect(wordsOf('one two three four', 3)).toMatchObject({ cut: true, words: { length: 3 } });
  });
});
