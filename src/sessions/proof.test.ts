import { expect, it } from 'vitest';
import type { ModelCard } from '../models/card';
import type { Agreement } from '../record/record';
import { wrongAnswer } from './proof';

const card = {
  id: 'story',
  tolerance: { maxAbs: 0.01, maxRel: 0.001, task: { measure: 'top-1 agreement', limit: 0.99, better: 'higher' } },
} as ModelCard;

function saidOf(change: Partial<Agreement>): string | undefined {
  const agreement: Agreement = {
    reference: 'PyTorch',
    maxAbs: 0.0001,
    maxRel: 0.00001,
    task: { measure: 'top-1 agreement', value: 1, limit: 0.99 },
    tokens: { forced: 192, matches: 192, greedy: 96, same: 96 },
    pass: false,
    ...change,
  };
  return wrongAnswer({ agreement: { story: agreement }, chain: [{ card }] })?.message;
}

it('says where a text parts from the reference, or which limit is broken', () => {
  expect(saidOf({ pass: true })).toBeUndefined();
  expect(saidOf({ tokens: { forced: 192, matches: 192, greedy: 96, same: 40 } })).toContain('from token 41 on');
  expect(saidOf({ maxAbs: 0.3 })).toContain('off by 0.3, where 0.01 is allowed');
  expect(saidOf({ maxRel: 0.3 })).toContain('off by 30 % of the outputs’ range, where 0.1 % is allowed');
  // Weights stored smaller part from the text and are allowed to: that isn't what is wrong.
  const apart = { forced: 192, matches: 178, greedy: 96, same: 3 };
  expect(saidOf({ maxRel: 0.3, tokens: apart })).toContain('off by 30 %');
  expect(saidOf({ task: { measure: 'top-1 agreement', value: 0.5, limit: 0.99 } })).toContain('top-1 agreement 0.5');
});
