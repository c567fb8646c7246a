import { expect, it } from 'vitest';
import { readTokenMs } from './tokenTime';

it.each([
  ['9', 9],
  ['0.5', 0.5],
  ['0', undefined],
  ['-3', undefined],
  ['', undefined],
  [' ', undefined],
  ['ten', undefined],
  ['1e9', undefined],
  [undefined, undefined],
])('a stated time of a token %s is %s', (text, ms) => {
  expect(readTokenMs(text)).toBe(ms);
});
