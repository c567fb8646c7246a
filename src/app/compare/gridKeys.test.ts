import { expect, it } from 'vitest';
import { moved } from './gridKeys';

const size = { rows: 4, columns: 5 };
const go = (row: number, column: number, key: string, ctrlKey = false) => {
  const to = moved({ row, column }, { key, ctrlKey }, size);
  return to && [to.row, to.column];
};

it('goes one cell with an arrow and stops at the edges', () => {
  expect(go(2, 2, 'ArrowUp')).toEqual([1, 2]);
  expect(go(2, 2, 'ArrowDown')).toEqual([3, 2]);
  expect(go(2, 2, 'ArrowLeft')).toEqual([2, 1]);
  expect(go(2, 2, 'ArrowRight')).toEqual([2, 3]);
  expect(go(3, 4, 'ArrowDown')).toEqual([3, 4]);
  expect(go(3, 4, 'ArrowRight')).toEqual([3, 4]);
});

it('reaches the heads, and never the empty corner between them', () => {
  expect(go(1, 2, 'ArrowUp')).toEqual([0, 2]);
  expect(go(1, 1, 'ArrowLeft')).toEqual([1, 0]);
  expect(go(1, 0, 'ArrowUp')).toEqual([1, 0]);
  expect(go(0, 1, 'ArrowLeft')).toEqual([0, 1]);
  expect(go(0, 3, 'Home')).toEqual([0, 1]);
});

it('goes to the ends of the row and, with Control, of the grid', () => {
  expect(go(2, 2, 'Home')).toEqual([2, 0]);
  expect(go(2, 2, 'End')).toEqual([2, 4]);
  expect(go(2, 2, 'Home', true)).toEqual([0, 1]);
  expect(go(2, 2, 'End', true)).toEqual([3, 4]);
  expect(go(3, 2, 'PageUp')).toEqual([0, 2]);
  expect(go(0, 2, 'PageDown')).toEqual([3, 2]);
});

it('leaves other keys alone', () => {
  expect(go(2, 2, 'Enter')).toBeUndefined();
  expect(go(2, 2, 'a')).toBeUndefined();
});
