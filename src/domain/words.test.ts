import { expect, it } from 'vitest';
import { fasterBy, inMacs, inMs, listed, percent, plural } from './words';

it('writes times with three digits, from a second on in seconds', () => {
  expect([0.4204, 33.44, 999, 1000, 12_345].map(inMs)).toEqual(['0.42 ms', '33.4 ms', '999 ms', '1 s', '12.3 s']);
});

it('writes work in GMAC, or in MMAC below a tenth', () => {
  expect([4.12e9, 3.2e8, 1e8, 5.71e7].map(inMacs)).toEqual(['4.1 GMAC', '0.32 GMAC', '0.1 GMAC', '57 MMAC']);
});

it('compares by a factor, or by per cent where it is small', () => {
  expect(fasterBy([2.1, 2.14])).toBe('2.1 times as fast as');
  expect(fasterBy([1.68, 3.12])).toBe('1.7 to 3.1 times as fast as');
  expect(fasterBy([1.043, 1.04])).toBe('4 % faster than');
  expect(fasterBy([1.04, 1.31])).toBe('4 to 31 % faster than');
  expect(fasterBy([0.99, 1.02])).toBe('0 to 2 % faster than');
  expect(fasterBy([1, 1.004])).toBe('less than 1 % faster than');
});

it('lists names as a sentence does', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listed)).toEqual(['', 'a', 'a and b', 'a, b and c']);
});

it('counts in words, with thousands apart', () => {
  expect([0, 1, 3, 12_345].map((count) => plural(count, 'cell'))).toEqual([
    '0 cells',
    '1 cell',
    '3 cells',
    '12,345 cells',
  ]);
  expect(plural(2, 'opening of it', 'openings of it')).toBe('2 openings of it');
});

it('writes a share in per cent', () => {
  expect([0.028, 0.5, 0.996].map(percent)).toEqual(['2.8 %', '50 %', '100 %']);
});
