import { describe, expect, it } from 'vitest';
import { loadFacts } from './facts';
import {
  hourOfChip,
  listedPicturesUsd,
  listedTextUsd,
  typicalUsd,
  usdPerMillionTokens,
  usdPerThousandAnswers,
} from './price';

const { rows: pictures } = await loadFacts('picturePrices');
const { rows: tokens } = await loadFacts('tokenPrices');
const { rows: hours } = await loadFacts('chipHours');
const row = <T extends { id: string }>(rows: readonly T[], id: string): T => {
  const found = rows.find((each) => each.id === id);
  if (!found) throw new Error(id);
  return found;
};

describe('a rented server', () => {
  // 3.60 $ an hour, 10 answers a second half the time: 18,000 answers an hour.
  it('costs its hour shared by its answers', () => {
    const server = { usdPerHour: 3.6, capacityPerSecond: 10, load: 0.5 };
    expect(usdPerThousandAnswers(server)).toBeCloseTo(0.2, 12);
    expect(usdPerMillionTokens(server)).toBeCloseTo(200, 9);
  });

  it.each([
    [{ usdPerHour: null }, /price an hour is unknown/],
    [{ load: 0 }, /nothing comes/],
    [{ load: 1.5 }, /at most 100 %/],
    [{ capacityPerSecond: -1 }, /its capacity can’t be -1/],
  ])('refuses %j', (changes, problem) => {
    const server = { usdPerHour: 3.6, capacityPerSecond: 10, load: 0.5, ...changes };
    expect(usdPerThousandAnswers(server)).toEqual({ problem: expect.stringMatching(problem) });
  });
});

describe('a price list', () => {
  // Label detection: a thousand free, 1.50 $ a thousand up to five million, 1 $ from there.
  it.each([
    [0, 0],
    [1000, 0],
    [2000, 1.5],
    [5_000_000, 4999 * 1.5],
    [6_000_000, 4999 * 1.5 + 1000],
  ])('has %d pictures a month cost %d dollars', (perMonth, usd) => {
    expect(listedPicturesUsd(row(pictures, 'google-labels'), perMonth)).toBeCloseTo(usd, 6);
  });

  it('refuses where a tier is unknown or pictures aren’t whole', () => {
    expect(listedPicturesUsd(row(pictures, 'google-objects'), 10)).toHaveProperty('problem');
    expect(listedPicturesUsd(row(pictures, 'google-labels'), -1)).toHaveProperty('problem');
    expect(listedPicturesUsd(row(pictures, 'google-labels'), 0.5)).toHaveProperty('problem');
  });

  it('has tokens by the million, both ways', () => {
    expect(listedTextUsd(row(tokens, 'gpt-4.1-nano'), { input: 1_000_000, output: 500_000 })).toBeCloseTo(0.3, 12);
  });
});

describe('an hour of a chip', () => {
  it('is the best sourced one, then the newest', () => {
    expect(hourOfChip(hours, 'h100-sxm')?.id).toBe('h100-block');
    expect(hourOfChip(hours, 't4')?.id).toBe('t4-g4dn');
    expect(hourOfChip(hours, 'eyeriss')).toBeUndefined();
  });

  it('is the middle of a range', () => {
    expect(typicalUsd({ usdPerHour: { low: 2, typical: null, high: 8 } })).toBeCloseTo(4, 12);
    expect(typicalUsd({ usdPerHour: { low: null, typical: 3, high: null } })).toBe(3);
    expect(typicalUsd({ usdPerHour: { low: null, typical: null, high: null } })).toBeNull();
  });
});
