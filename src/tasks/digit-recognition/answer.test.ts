import { expect, it } from 'vitest';
import { percent, summarise } from './answer';

const said = { drawn: true, probabilities: [], digit: 7, confidence: 0.984, unlike: false, score: 9, threshold: 5 };

it('says what it read in one sentence', () => {
  expect(summarise(said)).toBe('A 7, 98 % sure.');
  expect(summarise({ ...said, digit: 8, confidence: 0.9999 })).toBe('An 8, over 99 % sure.');
  expect(summarise({ ...said, digit: 3, unlike: true })).toBe('It looks like no digit: the nearest is 3.');
  expect(summarise({ ...said, drawn: false })).toBe('Nothing is drawn.');
});

it('rounds no share to a certainty or to nothing', () => {
  expect([1, 0.999, 0.5, 0.004, 0].map(percent)).toEqual(['100 %', 'over 99 %', '50 %', 'under 1 %', '0 %']);
});
