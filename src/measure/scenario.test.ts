import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../record/record';
import { scenarios } from '../record/scenario';
import {
  byMinute,
  isCapped,
  isDone,
  NO_PROGRESS,
  openingRule,
  wantsMoreWarmups,
  wantsOpening,
  type Progress,
} from './progress';
import { scenarioRules } from './scenario';

/** Plays a cell whose every inference takes `eachMs` through a scenario, opening by opening. */
function play(scenario: Scenario, eachMs: number): Progress[] {
  const rule = scenarioRules[scenario];
  const own = openingRule(rule);
  const made: Progress[] = [];
  while (wantsOpening(rule, made)) {
    let progress = NO_PROGRESS;
    const spend = () => (progress = { ...progress, sinceFirstMs: progress.sinceFirstMs + eachMs });
    while (wantsMoreWarmups(own, progress)) progress = { ...spend(), warmups: progress.warmups + 1 };
    while (!isDone(own, progress))
      progress = { ...spend(), inferences: progress.inferences + 1, steadyMs: progress.steadyMs + eachMs };
    made.push(progress);
  }
  return made;
}

const inferencesOf = (made: readonly Progress[]) => made.reduce((sum, { inferences }) => sum + inferences, 0);
const cappedIn = (scenario: Scenario, made: readonly Progress[]) =>
  made.some((progress) => isCapped(openingRule(scenarioRules[scenario]), progress));

describe('scenarios', () => {
  it.each([
    // Time decides for fast cells, inferences for slower ones, the cap for slow ones.
    ['preview', 10, 1, 100, false],
    ['preview', 500, 1, 5, false],
    ['preview', 2100, 1, 5, false],
    ['preview', 4000, 1, 3, true],
    ['preview', 20_000, 1, 1, true],
    ['quick', 10, 5, 600, false],
    ['quick', 500, 5, 65, false],
    ['quick', 2000, 3, 27, true],
    ['quick', 8000, 2, 4, true],
    ['quick', 100_000, 1, 1, true],
    ['thorough', 10, 8, 6000, false],
    ['thorough', 100, 8, 1024, false],
    ['thorough', 1000, 8, 576, true],
    ['sustained', 1000, 1, 600, false],
    ['offline', 500, 3, 66, false],
  ] as const)(
    '%s at %i ms an inference: %i openings, %i inferences',
    (scenario, eachMs, openings, inferences, capped) => {
      const made = play(scenario, eachMs);
      expect(made).toHaveLength(openings);
      expect(inferencesOf(made)).toBe(inferences);
      expect(cappedIn(scenario, made)).toBe(capped);
    },
  );

  it('open a cell at least as often as promised, unless its cap comes first', () => {
    expect(scenarioRules.quick.openings).toBeGreaterThanOrEqual(3);
    expect(scenarioRules.thorough.openings).toBeGreaterThanOrEqual(8);
    expect(scenarioRules.preview.openings).toBe(1);
  });

  it('give every cell a warm-up and an inference, and start nothing after the cap but those', () => {
    fc.assert(
      fc.property(fc.constantFrom(...scenarios), fc.integer({ min: 200, max: 200_000 }), (scenario, eachMs) => {
        const rule = scenarioRules[scenario];
        const made = play(scenario, eachMs);
        for (const { warmups, inferences } of made) {
          expect(warmups).toBeGreaterThanOrEqual(rule.fewestWarmups);
          expect(inferences).toBeGreaterThanOrEqual(1);
        }
        const spentMs = made.reduce((sum, { sinceFirstMs }) => sum + sinceFirstMs, 0);
        const obligatoryMs = (rule.fewestWarmups + 1) * eachMs;
        expect(spentMs).toBeLessThanOrEqual(Math.max(obligatoryMs, rule.capMs + made.length * eachMs));
        if (!cappedIn(scenario, made) && made.length === rule.openings) {
          expect(inferencesOf(made)).toBeGreaterThanOrEqual(rule.minInferences);
          expect(made.reduce((sum, { steadyMs }) => sum + steadyMs, 0)).toBeGreaterThanOrEqual(rule.minMs * (1 - 1e-9));
        }
      }),
    );
  });

  it('do not call an opening capped before it is done', () => {
    const progress = { warmups: 3, inferences: 2, steadyMs: 10, sinceFirstMs: 30 };
    expect(isCapped(openingRule(scenarioRules.quick), progress)).toBe(false);
  });
});

describe('byMinute', () => {
  it('puts each sample into the minute in which it began', () => {
    const minutes = byMinute([...new Array<number>(60).fill(1000), ...new Array<number>(30).fill(2000)], 1);
    expect(minutes).toEqual([
      { minute: 1, n: 60, medianMs: 1000 },
      { minute: 2, n: 30, medianMs: 2000 },
    ]);
  });

  it('counts the whole batch as elapsed, and leaves out minutes in which nothing began', () => {
    expect(byMinute([15_000, 16_000, 17_000], 10)).toEqual([
      { minute: 1, n: 1, medianMs: 15_000 },
      { minute: 3, n: 1, medianMs: 16_000 },
      { minute: 6, n: 1, medianMs: 17_000 },
    ]);
  });
});
