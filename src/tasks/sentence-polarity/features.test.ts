import { describe, expect, it } from 'vitest';
import { encode, featuresOf, featureWeight, hashOf, MAX_WORDS, readVocabulary, ROW } from './features';
import { wordsOf } from './words';

const named = (text: string): string[] =>
  featuresOf(wordsOf(text, MAX_WORDS).words).map((feature) => `${feature.kind} ${feature.text}`);

describe('features', () => {
  it('are words, pairs, stems of longer words and negated words', () => {
    expect(named('not moving')).toEqual(['word not', 'word moving', 'pair not moving', 'stem movin', 'negated moving']);
  });

  it('do not reach beyond a clause', () => {
    expect(named('not this, good')).toEqual(['word not', 'word this', 'pair not this', 'negated this', 'word good']);
  });

  it('negate three words, counted anew at every negation', () => {
    const negated = (text: string) => named(text).filter((name) => name.startsWith('negated'));
    expect(negated("isn't a very good film")).toEqual(['negated a', 'negated very', 'negated good']);
    expect(negated('never no a b c d')).toEqual(['negated no', 'negated a', 'negated b', 'negated c']);
  });

  it('never fill more than a row', () => {
    const features = featuresOf(wordsOf('cannot '.repeat(1000), MAX_WORDS).words);
    expect(features.length).toBeGreaterThan(ROW - 8);
    expect(features.length).toBeLessThanOrEqual(ROW);
  });
});

describe('hashes', () => {
  it('are what the shipped vocabulary was made with', () => {
    // Another hash would leave every word unknown; these are of the file as it is.
    expect(hashOf({ kind: 'word', text: 'good' })).toBe(2_734_019_107);
    expect(hashOf({ kind: 'pair', text: 'not good' })).toBe(3_754_821_129);
  });

  it('tell the kinds apart', () => {
    const hashes = (['word', 'pair', 'stem', 'negated'] as const).map((kind) => hashOf({ kind, text: 'films' }));
    expect(new Set(hashes).size).toBe(4);
  });
});

describe('a sentence as rows', () => {
  const hashes = [{ kind: 'word', text: 'good' } as const, { kind: 'pair', text: 'good film' } as const].map(hashOf);
  const vocabulary = readVocabulary(Uint32Array.from(hashes).buffer);

  it('has the rows of what is known, with the words that they stand for', () => {
    const { known, unknownShare, cut } = encode('A good film', vocabulary);
    expect(known).toEqual([
      { row: 1, words: [1] },
      { row: 2, words: [1, 2] },
    ]);
    expect(unknownShare).toBeCloseTo(2 / 3);
    expect(cut).toBe(false);
  });

  it('is all unknown without words', () => {
    expect(encode('😀😀', vocabulary)).toMatchObject({ known: [], words: [], unknownShare: 1 });
  });

  it('weighs features so that their squares sum up to 1', () => {
    expect(9 * featureWeight(9) ** 2).toBeCloseTo(1);
    expect(featureWeight(0)).toBe(1);
  });
});
