import { expect, it } from 'vitest';
import { stairPath, wedgePath } from './disc';

it('a wedge is as large as its share', () => {
  expect(wedgePath(10, 10, 5, 0)).toBe('');
  expect(wedgePath(10, 10, 5, 0.25)).toBe('M10 10V5A5 5 0 0 1 15.00 10.00Z');
  expect(wedgePath(10, 10, 5, 0.75)).toBe('M10 10V5A5 5 0 1 1 5.00 10.00Z');
  expect(wedgePath(10, 10, 5, 1)).toMatch(/^M10 5A5 5 0 1 1/);
});

it('a front is a staircase from its quickest point on', () => {
  expect(
    stairPath([
      { x: 30, y: 40 },
      { x: 10, y: 5 },
    ]),
  ).toBe('M10.0 5.0H30.0V40.0');
  expect(stairPath([])).toBe('');
});
