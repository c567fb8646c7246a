import { expect, it } from 'vitest';
import { fasterThan, inMacs, inMs, listed } from './words';

it('writes times with three digits, from a second on in seconds', () => {
  expect([0.4204, 33.44, 999, 1000, 12_345].map(inMs)).toEqual(['0.42 ms', '33.4 ms', '999 ms', '1 s', '12.3 s']);
});

it('writes work in GMAC, or in MMAC below a tenth', () => {
  expect([4.12e9, 3.2e8, 1e8, 5.71e7].map(inMacs)).toEqual(['4.1 GMAC', '0.32 GMAC', '0.1 GMAC', '57 MMAC']);
});

it('compares by a factor, or by per cent where it is small', () => {
  expect(fasterThan(33, 70)).toBe('2.1 times as fast as');
  expect(fasterThan(100, 104)).toBe('4 % faster than');
  expect(fasterThan(1000, 1004)).toBe('less than 1 % faster than');
});

it('lists names as a sentence does', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listed)).toEqual(['', 'a', 'a and b', 'a, b and c']);
});
