import { expect, it } from 'vitest';
import { bytes, macs, when } from './format';

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1500, '2 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [4_812_345, '4.8 MB'],
  [1_073_741_824, '1.1 GB'],
  [12_345_678_900_000, '12,345.7 GB'],
])('writes %d bytes as %s', (count, text) => expect(bytes(count)).toBe(text));

it.each([
  [4100, '4.1 kMAC'],
  [91_000, '91 kMAC'],
  [1_700_000, '1.7 MMAC'],
  [57_100_000, '57 MMAC'],
  [2_090_083_840, '2.09 GMAC'],
])('writes %d multiply–accumulates as %s', (count, text) => expect(macs(count)).toBe(text));

it('writes a moment as a date and a time of day', () => {
  expect(when('2026-11-21T09:13:00')).toMatch(/^21 Nov 2026, 09:13$/);
});
