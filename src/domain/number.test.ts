import { expect, it } from 'vitest';
import { decimals, significant, whole } from './number';

it.each([
  [0.4204, 3, '0.42'],
  [33.44, 3, '33.4'],
  [12_345, 3, '12,300'],
  [0, 3, '0'],
  [9.96, 2, '10'],
])('%d with %i digits is %s', (value, digits, text) => expect(significant(value, digits)).toBe(text));

it('rounds half a unit up, as it is written', () => {
  expect([significant(0.4325, 3), significant(2.5, 1), decimals(0.25, 1)]).toEqual(['0.433', '3', '0.3']);
});

it('separates thousands from five figures on', () => {
  expect([999, 1024, 9999, 10_000, 2_090_083_840].map(whole)).toEqual([
    '999',
    '1024',
    '9999',
    '10,000',
    '2,090,083,840',
  ]);
});
