import { describe, expect, it } from 'vitest';
import { backoffMs, retryAfterMs } from './retry';

describe('backoffMs', () => {
  it('doubles from half a second to ten, with up to half of it by chance', () => {
    const shortest = [0, 1, 2, 3, 4, 5, 20].map((attempt) => backoffMs(attempt, () => 0));
    const longest = [0, 1, 2, 3, 4, 5, 20].map((attempt) => backoffMs(attempt, () => 1));
    expect(longest).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
    expect(shortest).toEqual(longest.map((ms) => ms / 2));
  });
});

describe('retryAfterMs', () => {
  const now = Date.parse('2026-11-27T12:00:00Z');
  it.each([
    [null, undefined],
    ['', undefined],
    ['soon', undefined],
    ['0', 0],
    ['-3', 0],
    ['1.5', 1500],
    ['120', 120_000],
    ['Fri, 27 Nov 2026 12:00:30 GMT', 30_000],
    ['Fri, 27 Nov 2026 11:00:00 GMT', 0],
  ])('reads %j as %s ms', (header, ms) => expect(retryAfterMs(header, now)).toBe(ms));
});
