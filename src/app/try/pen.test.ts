import { expect, it } from 'vitest';
import { strokePath } from './pen';

it('a stroke is a smooth path from its first place to its last', () => {
  expect(strokePath([])).toBe('');
  expect(strokePath([[5, 6]])).toBe('M5 6h0');
  expect(
    strokePath([
      [0, 0],
      [10, 20],
    ]),
  ).toBe('M0 0L10 20');
  expect(
    strokePath([
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
    ]),
  ).toBe('M0 0Q10 0 10 5Q10 10 5 10L0 10');
});
