import { describe, expect, it } from 'vitest';
import { characterSet, decodeCtc } from './ctc';

const bytes = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer as ArrayBuffer;
const characters = characterSet(bytes('a\nb'));

/** One row a step: the likeliest class and its probability; the rest is spread evenly. */
function rows(...steps: readonly (readonly [best: number, probability: number])[]): Float32Array {
  const classes = characters.length;
  return Float32Array.from(
    steps.flatMap(([best, probability]) =>
      Array.from({ length: classes }, (_, k) => (k === best ? probability : (1 - probability) / (classes - 1))),
    ),
  );
}

describe('characterSet', () => {
  it('puts the blank before the keys and the space after them', () => {
    expect(characters).toEqual(['', 'a', 'b', ' ']);
  });

  it('takes a last line break and Windows line ends without adding a character', () => {
    expect(characterSet(bytes('a\r\nb\r\n'))).toEqual(characters);
  });
});

describe('decodeCtc', () => {
  it('merges repeats, but not across a blank', () => {
    const steps = rows([1, 0.9], [1, 0.9], [0, 0.9], [1, 0.9], [3, 0.9], [2, 0.9], [2, 0.9]);
    expect(decodeCtc(steps, 4, characters).text).toBe('aa b');
  });

  it('scores each character by its first step and leaves blanks out', () => {
    const steps = rows([0, 1], [1, 0.75], [1, 0.5], [2, 0.25 + 0.25]);
    expect(decodeCtc(steps, 4, characters).score).toBeCloseTo((0.75 + 0.5) / 2, 6);
  });

  it('reads nothing, with score 0, from blanks alone', () => {
    expect(decodeCtc(rows([0, 0.9], [0, 0.8]), 4, characters)).toEqual({ text: '', score: 0 });
  });

  it('refuses a vocabulary of another length', () => {
    expect(() => decodeCtc(new Float32Array(5), 5, characters)).toThrow(/5 classes but the keys file gives 4/);
  });
});
