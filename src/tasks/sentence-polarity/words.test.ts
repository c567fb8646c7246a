import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutInvisible } from '../invisible';
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
    const read = (part: string) =>
      withoutInvisible(part)
        .replace(/[’‘`´]/g, "'")
        .normalize('NFKC')
        .toLowerCase();
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        let before = 0;
        for (const { start, end, form } of wordsOf(text, 64).words) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(read(text.slice(start, end))).toBe(form);
          before = end;
        }
      }),
      { numRuns: 50 },
    );
  });

  it('are the same however many characters are strewn in that nobody sees', () => {
    const plain = "It isn't -- not at all, sadly -- a good, warm film!";
    const unseen = fc.constantFrom(
      '',
      '',
      '\u00ad',
      '\u200b',
      '\u200d',
      '\ufe0f',
      '\ufeff',
      '\u0007',
      '\u202e',
      '\u{e0101}',
    );
    const strewn = fc
      .array(unseen, { minLength: plain.length, maxLength: plain.length })
      .map((marks) => marks.map((mark, index) => mark + plain.charAt(index)).join(''));
    const withoutPlace = (text: string) =>
      wordsOf(text, 64).words.map(({ form, opensClause }) => ({ form, opensClause }));
    fc.assert(
      fc.property(strewn, (text) => {
        expect(withoutPlace(text)).toEqual(withoutPlace(plain));
      }),
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
