import { expect, it } from 'vitest';
import { RunLength } from './runs';

it('writes one token where nothing is known, then as many as a stop may wait for', () => {
  const length = new RunLength(64);
  expect(length.next(100)).toBe(1);
  length.took(3, 1);
  expect(length.next(100)).toBe(10);
  expect(length.next(4)).toBe(4);
});

it('goes no further than the form does, and never below one', () => {
  const quick = new RunLength(8);
  quick.took(0, 1);
  expect(quick.next(100)).toBe(8);
  const slow = new RunLength(64);
  slow.took(900, 1);
  expect(slow.next(100)).toBe(1);
});

it('follows a device that slows down', () => {
  const length = new RunLength(64);
  length.took(2, 1);
  for (let i = 0; i < 10; i++) length.took(100, 10);
  expect(length.next(100)).toBe(3);
});
