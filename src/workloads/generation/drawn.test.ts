import { describe, expect, it } from 'vitest';
import { Problem } from '../../domain/problem';
import { compareReadings, drawnTokenizer } from './drawn';

const tolerance = {
  maxAbs: 0.5,
  maxRel: 1,
  task: { measure: 'agreement with itself', limit: 1, better: 'higher' as const },
  reason: '',
};
const likely = (...shares: readonly (readonly [number, number])[]) =>
  shares.map(([token, share]) => ({ token, share }));

describe('a decoder with drawn weights is held to itself', () => {
  const atOnce = likely([7, 0.02], [9, 0.01]);

  it('and passes where both ways of reading lead to the same', () => {
    expect(compareReadings(atOnce, likely([7, 0.0201], [9, 0.0099]), tolerance)).toMatchObject({
      task: { value: 1 },
      pass: true,
      unproven: true,
    });
  });

  it('or to tokens that are as likely', () => {
    const tied = likely([7, 0.02], [9, 0.0199]);
    expect(compareReadings(tied, likely([9, 0.02], [7, 0.0199]), tolerance).pass).toBe(true);
  });

  it('and fails where a broken cache leads elsewhere', () => {
    expect(compareReadings(atOnce, likely([3, 0.02], [4, 0.01]), tolerance)).toMatchObject({
      task: { value: 0 },
      pass: false,
    });
    expect(compareReadings(atOnce, likely([7, 0.9], [9, 0.01]), tolerance).pass).toBe(false);
  });

  it('and is refused where it says no numbers', () => {
    expect(() => compareReadings(likely([7, NaN]), atOnce, tolerance)).toThrow(Problem);
    expect(() => compareReadings([], [], tolerance)).toThrow('no numbers');
  });
});

it('reads any text as tokens of the vocabulary, spread over all of it, and the same each time', () => {
  const { encode, decode } = drawnTokenizer(49_152);
  const ids = encode('Once upon a time', true);
  expect(ids).toHaveLength(16);
  expect(ids).toEqual(encode('Once upon a time', false));
  expect(Math.max(...ids)).toBeGreaterThan(40_000);
  expect(ids.every((id) => Number.isInteger(id) && id >= 0 && id < 49_152)).toBe(true);
  expect(
    drawnTokenizer(5)
      .encode('abc', true)
      .every((id) => id < 5),
  ).toBe(true);
  expect(decode([3, 4])).toBe('#3 #4 ');
});
