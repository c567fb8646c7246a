import { expect, it } from 'vitest';
import { agreeingFrom, compareForced } from './proof';
import type { TokensReference } from './reference';

const reference: TokensReference = {
  promptTokens: [1],
  greedy: [5, 6, 7],
  forced: [1, 2, 3],
  top: [7, 8, 9],
  margins: [2, 0.005, 1],
};
/** Two candidates whose logits are so far apart. */
const two = (token: number, other: number, margin: number) => [
  { token, share: 1 / (1 + Math.exp(-margin)) },
  { token: other, share: 1 / (1 + Math.exp(margin)) },
];

it('counts the positions whose likeliest token is the reference’s', () => {
  const told = [two(7, 1, 2), two(8, 1, 0.005), two(9, 1, 1)];
  expect(compareForced(told, reference)).toEqual({
    compared: 3,
    matches: 3,
    maxAbs: expect.closeTo(0, 6) as number,
    maxRel: expect.closeTo(0, 6) as number,
  });
});

it('tells how far apart logits are, and one early difference does not cascade', () => {
  const told = [two(4, 7, 1), two(8, 1, 0.005), two(9, 1, 1.5)];
  const { matches, maxAbs, maxRel } = compareForced(told, reference);
  expect(matches).toBe(2);
  expect(maxAbs).toBeCloseTo(3);
  expect(maxRel).toBeCloseTo(1.5);
});

it('lets two that are equally likely change places', () => {
  expect(compareForced([two(7, 1, 2), two(1, 8, 0.003)], reference).matches).toBe(2);
  expect(compareForced([two(7, 1, 2), two(1, 3, 0.003)], reference).matches).toBe(1);
});

it('refuses what is no number', () => {
  const told = [[{ token: 7, share: NaN }]];
  expect(() => compareForced(told, reference)).toThrow('no numbers');
});

it('counts greedy tokens up to the first that parts', () => {
  expect(agreeingFrom([5, 6, 7], reference.greedy)).toBe(3);
  expect(agreeingFrom([5, 9, 7], reference.greedy)).toBe(1);
  expect(agreeingFrom([], reference.greedy)).toBe(0);
});
