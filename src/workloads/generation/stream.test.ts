import { expect, it } from 'vitest';
import { TokenStream } from './stream';
import type { TextTokenizer } from './tokenizer';

const pieces = [' a', ' b', 'x\n', '\ny', ' End'];
/** Byte tokens from 100 on; the others are pieces. */
const tokenizer: TextTokenizer = {
  encode: () => [],
  decode: (tokens) =>
    new TextDecoder()
      .decode(Uint8Array.from(tokens.flatMap((t) => (t >= 100 ? [t] : [...new TextEncoder().encode(pieces[t])]))))
      .replace(/^ /, ''),
  name: (token) => (token === 99 ? '<end>' : undefined),
  special: {},
};

function write(tokens: readonly number[], stop: readonly string[] = [], before: readonly number[] = [0]) {
  const stream = new TokenStream(tokenizer, before, stop, [99]);
  const told: string[][] = [];
  for (const [at, token] of tokens.entries()) {
    const alternatives = [{ token: 1, share: 0.5 }];
    const { tokens: certain, stopped } = stream.push({ token, share: 0.25, alternatives }, at, 0);
    told.push(certain.map(({ text }) => text));
    if (stopped) return { told, stopped };
  }
  return { told: [...told, stream.end().map(({ text }) => text)], stopped: false };
}

it('tells each token with its text, bytes with the character that they make', () => {
  const bytes = [...new TextEncoder().encode('🐲')];
  expect(write([1, ...bytes, 2])).toEqual({ told: [[' b'], [''], [''], [''], ['🐲'], ['x\n'], []], stopped: false });
});

it('holds a token back whose end may begin a stop string', () => {
  expect(write([1, 2, 1], ['\n\n']).told).toEqual([[' b'], [], ['x\n', ' b'], []]);
  expect(write([1, 2], ['\n\n']).told).toEqual([[' b'], [], ['x\n']]);
});

it('ends before a stop string, across tokens too, and keeps the beginning of the token that it begins in', () => {
  expect(write([1, 2, 3, 1], ['\n\n'])).toEqual({ told: [[' b'], [], ['x']], stopped: true });
  expect(write([1, 1], [' b'])).toEqual({ told: [[]], stopped: true });
});

it('names alternatives as they would stand in the text', () => {
  const stream = new TokenStream(tokenizer, [], [], [99]);
  const alternatives = [1, 99, 0xf0].map((token) => ({ token, share: 0.1 }));
  const [told] = stream.push({ token: 1, share: 0.1, alternatives: alternatives.slice(0, 1) }, 4, 7).tokens;
  expect(told).toMatchObject({ text: 'b', position: 4, atMs: 7, alternatives: [{ token: 1, text: ' b' }] });
});
