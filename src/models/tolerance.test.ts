import { expect, it } from 'vitest';
import { toleranceOf } from './tolerance';

const card = {
  tolerance: {
    maxAbs: 0.01,
    maxRel: 0.001,
    task: { measure: 'top-1 matches', limit: 1, better: 'higher' },
    reason: 'The same arithmetic in another order.',
  },
} as const;

it('is the card’s, unless the artefact has its own', () => {
  expect(toleranceOf(card, {})).toEqual(card.tolerance);
  const own = { maxAbs: 3, maxRel: 0.4, limit: 0.9, reason: 'Weights of 4 bits.' };
  expect(toleranceOf(card, { tolerance: own })).toEqual({
    maxAbs: 3,
    maxRel: 0.4,
    task: { measure: 'top-1 matches', limit: 0.9, better: 'higher' },
  });
});
