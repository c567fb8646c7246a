import { expect, it } from 'vitest';
import { moved, type Place } from './grid';

/** Rows of so many tiles each, every tile 100 wide and 80 high, 20 apart. */
function rows(...lengths: number[]): Place[] {
  return lengths.flatMap((length, row) =>
    Array.from({ length }, (_, column) => ({
      left: 120 * column,
      right: 120 * column + 100,
      top: 100 * row,
      bottom: 100 * row + 80,
    })),
  );
}

// 0 1 2 3
// 4 5
// 6 7 8 9
const places = rows(4, 2, 4);

it.each([
  ['ArrowRight', 3, 4],
  ['ArrowLeft', 4, 3],
  ['ArrowRight', 9, 9],
  ['ArrowLeft', 0, 0],
  ['ArrowDown', 1, 5],
  ['ArrowDown', 3, 5],
  ['ArrowDown', 5, 7],
  ['ArrowDown', 8, 8],
  ['ArrowUp', 9, 5],
  ['ArrowUp', 4, 0],
  ['ArrowUp', 2, 'above'],
  ['Home', 7, 0],
  ['End', 1, 9],
  ['PageDown', 1, undefined],
] as const)('%s leads from tile %i to %s', (key, from, to) => {
  expect(moved(key, places, from)).toBe(to);
});

it('takes tiles whose tops differ by a fraction of a pixel as one row', () => {
  const uneven = places.map((place, index) => ({ ...place, top: place.top + (index % 2) * 0.4 }));
  expect(moved('ArrowDown', uneven, 3)).toBe(5);
});

it('leads nowhere from no tile', () => {
  expect(moved('ArrowDown', [], 0)).toBeUndefined();
});
