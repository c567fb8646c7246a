import { expect, it } from 'vitest';
import { percent } from './percent';

it.each([
  [0, 'under 1 %'],
  [0.0049, 'under 1 %'],
  [0.005, '1 %'],
  [0.126, '13 %'],
  [0.994, '99 %'],
  [0.9951, 'over 99 %'],
  [1, 'over 99 %'],
])('%d reads %s', (share, text) => expect(percent(share)).toBe(text));
