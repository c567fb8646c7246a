import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { strategySchema } from '../../../far/plan/strategy';
import { idOf, knobsOf, readKnob, strategiesAt, strategyIds } from './knobs';
import { betweenWords, explained, frontFinding, strategyWords } from './words';

const turned = { deadlineMs: 40, giveUpMs: 300, mostFarBytes: 60_000, leastConfidence: 0.75, draftTokens: 5 };
const strategies = strategiesAt(turned);

describe('the figures of a plan', () => {
  it.each([
    ['deadline', '40', 40],
    ['deadline', '0.5', 0.5],
    ['deadline', '-1', undefined],
    ['deadline', '1e3', undefined],
    ['deadline', '', undefined],
    ['offline', '100.5', undefined],
    ['offline', '2.5', 2.5],
    ['draft', '2.5', undefined],
    ['draft', '65', undefined],
    ['small', 'NaN', undefined],
  ] as const)('%s of %s in an address is %s', (name, text, value) => {
    expect(readKnob(name, text)).toBe(value);
  });

  it('make one strategy of each name, all of which can be written down', () => {
    expect(strategies.map(idOf)).toEqual([...strategyIds]);
    for (const strategy of strategies) {
      expect(v.safeParse(strategySchema, strategy).issues).toBeUndefined();
      expect(explained(strategy).length).toBeGreaterThan(20);
      expect(strategyWords[idOf(strategy)]).toBeDefined();
    }
  });

  it('are found again in the strategies', () => {
    const all = Object.assign({}, ...strategies.map(knobsOf)) as object;
    expect(all).toEqual({ deadline: 40, 'give-up': 300, small: 60_000, sure: 75, draft: 5 });
  });
});

describe('sentences of a plan', () => {
  it('name what is worth weighing, those that come to the same together', () => {
    expect(frontFinding([['Here only', 'Ask both']], 'p90', 'usd')).toBe(
      'Here only beats the others: none is quicker (p90), none cheaper; Ask both comes to the same.',
    );
    expect(frontFinding([['Ask both'], ['Here only', 'By size']], 'p99', 'joules')).toMatch(
      /^Worth weighing: Ask both and Here only \(or By size\)\. None of them is both quicker \(p99\) and more frugal/,
    );
  });
  it('tell an interval only where there is one', () => {
    const ends = (low: number, high: number | null) => ({ faster: { p90: low }, slower: { p90: high } });
    expect(betweenWords(100, ends(90, 130))).toBe('90 ms to 130 ms');
    expect(betweenWords(100, ends(99.9, 100.1))).toBe('');
    expect(betweenWords(100, ends(90, null))).toBe('');
    expect(betweenWords(100, undefined)).toBe('');
  });
});
