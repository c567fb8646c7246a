import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCard } from '../../../tools/models/cards';
import { packageFile } from '../../../tools/models/tfjs-graph';
import sentencepiece from './sentencepiece.fixture.json' with { type: 'json' };
import { createTokenizer, type Vocabulary } from './tokenizer';

const card = readCard('use-lite');
const vocabulary = JSON.parse(packageFile(card, card.assets[0]!).toString()) as Vocabulary;
const tokenizer = createTokenizer(vocabulary);
const ids = (text: string): number[] => tokenizer.encode(text).ids;
const pieces = (text: string): string[] => ids(text).map((id) => vocabulary[id]![0]);

/** The small vocabulary and the expected ids are those of the published TensorFlow.js tokeniser's own tests. */
describe('against the published test vectors', () => {
  const reserved = ['�', '<s>', '</s>', 'extra_token_id_1', 'extra_token_id_2', 'extra_token_id_3'];
  const scored: Vocabulary = [
    ['▁', -2],
    ['▁a', -1],
    ['▁ç', -2],
    ['a', -3],
    ['.', -1],
    ['▁I', -1],
    ['▁like', -1],
    ['▁it', -1],
    ['I', -2],
    ['like', -2],
    ['it', -2],
    ['l', -3],
    ['i', -3],
    ['k', -3],
    ['e', -3],
    ['i', -3],
    ['t', -3],
  ];
  const small = createTokenizer([...reserved.map((piece) => [piece, 0] as const), ...scored]);

  it.each([
    ['Ilikeit.', [11, 15, 16, 10]],
    ['I like it.', [11, 12, 13, 10]],
    ['a😹😹', [7, 0]],
  ])('%s', (text, expected) => {
    expect(small.encode(text).ids).toEqual(expected);
  });

  it('gives composed and decomposed letters the same ids', () => {
    expect(small.encode('ça').ids).toEqual([8, 9]);
    expect(small.encode('c\u0327a').ids).toEqual([8, 9]);
  });

  it('keeps the full vocabulary’s ids for a word followed by emoji', () => {
    expect(ids('cat 😹😹')).toEqual([1163, 30, 0]);
  });
});

/** SentencePiece itself agreed on 20,000 sentences and on every character between two letters but U+0344; the fixture keeps what can differ. */
it.each(sentencepiece.ids as [string, number[]][])('gives SentencePiece’s own ids to %j', (text, expected) => {
  expect(ids(text)).toEqual(expected);
});

describe('with the full vocabulary', () => {
  it('cuts a question into its likeliest pieces', () => {
    expect(pieces('How old are you?')).toEqual(['▁How', '▁old', '▁are', '▁you', '?']);
  });

  it('treats any white space as one space and drops it at the ends', () => {
    expect(ids('\n How\t old \u00a0are you?  ')).toEqual(ids('How old are you?'));
  });

  it('has no ids for white space alone', () => {
    expect(ids(' \n\t')).toEqual([]);
  });

  it('says how much of a text the vocabulary lacks', () => {
    expect(tokenizer.encode('plain words').unknownShare).toBe(0);
    expect(tokenizer.encode('你好😀').unknownShare).toBeGreaterThan(0.5);
  });

  it('reads right-to-left text without unknowns side by side', () => {
    const encoded = ids('مرحبا بالعالم שלום 😀😀');
    expect(encoded.length).toBeGreaterThan(4);
    expect(encoded.some((id, index) => id === 0 && encoded[index + 1] === 0)).toBe(false);
  });

  it('spells known text back from its pieces, whatever the words', () => {
    const word = fc.stringMatching(/^[A-Za-z]{1,20}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), (words) => {
        expect(pieces(words.join(' ')).join('')).toBe(words.map((each) => `▁${each}`).join(''));
      }),
    );
  });

  it('finds a way through any text, broken surrogates included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(ids(`${text}\ud83d x`).every((id) => id >= 0 && id < vocabulary.length)).toBe(true);
      }),
    );
  });

  it('cuts each of 20,000 repeated words alike, so that long texts are read as short ones are', () => {
    const words = 20_000;
    expect(ids('quick '.repeat(words))).toEqual(Array.from({ length: words }, () => ids('quick')).flat());
  });
});
