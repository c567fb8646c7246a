import { describe, expect, it } from 'vitest';
import { extentOf, milestones, roundSteps, stepsPath } from './scale';

it('steps are round, and about as many as asked for', () => {
  expect(roundSteps(3.2, 4)).toEqual([0, 1, 2, 3]);
  expect(roundSteps(150, 4)).toEqual([0, 50, 100, 150]);
  expect(roundSteps(0.7, 4)).toEqual([0, 0.2, 0.4, 0.6]);
  expect(roundSteps(0, 4)).toEqual([0]);
  for (let most = 0.013; most < 5000; most *= 1.7) {
    const steps = roundSteps(most, 4);
    expect(steps.length).toBeGreaterThan(2);
    expect(steps.length).toBeLessThan(7);
    expect(steps.at(-1)).toBeLessThanOrEqual(most * (1 + 1e-9));
  }
});

describe('what is shown', () => {
  const near = Array.from({ length: 50 }, (_, index) => 100 + 20 * index);
  const far = Array.from({ length: 500 }, (_, index) => 400 + 10 * index);

  it('is the whole text, to where both have written it', () => {
    expect(extentOf(near, far, undefined)).toEqual({ tokens: 50, ms: 1080 });
  });

  it('is what lies around the overtaking too, where it is soon', () => {
    expect(extentOf(near, far, { token: 80, ms: 1700 })).toEqual({ tokens: 100, ms: 2125 });
    expect(extentOf(near, far, { token: 480, ms: 9000 })).toEqual({ tokens: 50, ms: 1080 });
  });

  it('is something before there is a text', () => {
    expect(extentOf([], [], undefined)).toEqual({ tokens: 10, ms: 1 });
  });
});

it('a line goes from nothing at the first token to the last, in few corners', () => {
  const extent = { tokens: 1000, ms: 10_000 };
  const arrivals = Array.from({ length: 1000 }, (_, index) => 500 + 5 * index);
  const path = stepsPath(
    arrivals,
    extent,
    (ms) => ms,
    (tokens) => tokens,
  );
  expect(path).toMatch(/^M500\.0 0\.0L500\.0 1\.0L/);
  expect(path).toMatch(/L5495\.0 1000\.0$/);
  expect(path.split('L').length).toBeLessThan(165);
  expect(stepsPath([], extent, Number, Number)).toBe('');
  // What lies beyond is cut off.
  expect(stepsPath(arrivals, { tokens: 1000, ms: 502 }, Number, Number)).toBe('M500.0 0.0L500.0 1.0');
});

it('a table tells of round tokens, the overtaking and the last', () => {
  expect(milestones(120, 47)).toEqual([1, 2, 5, 10, 20, 47, 50, 100, 120]);
  expect(milestones(3)).toEqual([1, 2, 3]);
  expect(milestones(10, 40)).toEqual([1, 2, 5, 10, 20, 40]);
});
