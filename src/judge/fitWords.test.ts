import { describe, expect, it } from 'vitest';
import { decoderVerdict } from './fitWords';

describe('what a decoder’s pace means to who reads along', () => {
  it.each([
    [42, 'faster', 'It writes faster than you read.'],
    [5, 'as fast', 'It writes about as fast as you read.'],
    [2, 'slower', 'It writes slower than you read.'],
    [0.4, 'too slow', 'You would wait over a second for each piece of a word.'],
  ])('%d tokens a second: %s', (perSecond, pace, headline) => {
    expect(decoderVerdict({ perSecond })).toMatchObject({ pace, headline });
  });

  it('has its figures, and how long a page takes to be read', () => {
    expect(decoderVerdict({ perSecond: 42.3, prefillPerSecond: 250 }).because).toBe(
      '42 tokens a second, 8.5 times the 5 of somebody who reads silently. It reads a page (500 tokens) in about 2 s before its first word.',
    );
  });

  it('is none without a pace', () => {
    expect(() => decoderVerdict({ perSecond: 0 })).toThrow(RangeError);
  });
});
