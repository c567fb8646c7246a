import { expect, it } from 'vitest';
import { byteRange, measured, shapeText, small } from './figures';

it.each([
  [0, '0'],
  [0.0000053, '5.3e-6'],
  [0.00001, '1e-5'],
  [0.0005, '0.0005'],
  [0.05, '0.05'],
  [0.1234, '0.12'],
  [317.96, '320'],
])('writes %s as %s', (value, text) => expect(small(value)).toBe(text));

it.each([
  [0.99876, '0.9988'],
  [1, '1'],
  [0.0000021, '2.1e-6'],
])('keeps four digits of %s: %s', (value, text) => expect(measured(value)).toBe(text));

it.each([
  [[1, 256, 256, 3], '1 × 256 × 256 × 3'],
  [[-1, 2], 'any × 2'],
  [[], 'one value'],
])('writes the shape %j as %s', (shape, text) => expect(shapeText(shape)).toBe(text));

it.each([
  [[594_000, 618_000], '594 to 618 kB'],
  [[831_000, 2_100_000], '831 kB to 2.1 MB'],
  [[4_800_000, 4_810_000], '4.8 MB'],
] as const)('writes %j bytes as %s', (range, text) => expect(byteRange(range)).toBe(text));
