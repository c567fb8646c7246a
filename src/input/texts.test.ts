import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textInput } from './input';
import { MAX_CHARACTERS, readList, readTexts } from './texts';

const refusal = (question: string, candidates: string) => {
  try {
    return readTexts(question, candidates);
  } catch (error) {
    expect(error).toMatchObject({ name: 'Problem', code: 'input' });
    return (error as Error).message;
  }
};

describe('readTexts', () => {
  it('takes the question first, then a sentence a line, without blank ones', () => {
    expect(readTexts('  Where? ', '\n Here. \n\n\tThere.\r\n')).toEqual(['Where?', 'Here.', 'There.']);
  });

  it.each([
    ['no question', '   ', 'Here.', 'Type a sentence to search for.'],
    ['nothing to compare with', 'Where?', ' \n\n', 'Type at least one sentence to compare with, one a line.'],
    ['too many sentences', 'Where?', 'Here.\n'.repeat(201), 'That is 201 sentences; 200 are the most that fit here.'],
    [
      'too long a text',
      'Where?',
      'x'.repeat(MAX_CHARACTERS),
      'That is 200,006 characters; 200,000 are the most that fit here.',
    ],
  ])('refuses %s', (_, question, candidates, message) => expect(refusal(question, candidates)).toBe(message));

  it('finds nothing in what nobody sees', () => {
    expect(refusal('\u200b\u00ad', 'Here.')).toBe('Type a sentence to search for.');
    expect(readTexts('Where?', '\ufeff\nHere.\n\u200b')).toEqual(['Where?', 'Here.']);
  });

  it('takes 100,000 characters', () => {
    const long = 'A long tale. '.repeat(7700).trim();
    expect(long.length).toBeGreaterThan(100_000);
    expect(readTexts('Where?', long)).toEqual(['Where?', long]);
  });

  it('leaves every script and emoji as they are', () => {
    const texts = ['👩‍🚀 في الفضاء', 'שלום עולם', '👍🏽🇺🇳', 'é ≠ é'];
    expect(readTexts(texts[0]!, texts.slice(1).join('\n'))).toEqual(texts);
  });

  it('gives no empty text, and none with white space around it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string({ unit: 'grapheme' })), (question, lines) => {
        fc.pre(question.trim() !== '' && lines.some((line) => line.trim() !== ''));
        for (const text of readTexts(question, lines.join('\n'))) {
          expect(text).toBe(text.trim());
          expect(text).not.toBe('');
        }
      }),
    );
  });
});

describe('readList', () => {
  it('takes a sentence a line, the first one too', () => {
    expect(readList(' One.\n\n Two. ')).toEqual(['One.', 'Two.']);
  });

  it('refuses nothing at all, and too many', () => {
    expect(() => readList(' \n')).toThrow('Type at least one sentence, one a line.');
    expect(() => readList('Here.\n'.repeat(201))).toThrow('That is 201 sentences; 200 are the most that fit here.');
  });
});

describe('textInput', () => {
  it('counts UTF-8 bytes as the payload, line ends included', () => {
    expect(textInput(['abc', 'é', '👍'])).toEqual({
      id: 'own',
      input: { kind: 'texts', texts: ['abc', 'é', '👍'] },
      detail: '3 sentences',
      bytes: 3 + 1 + 2 + 1 + 4,
    });
  });
});
