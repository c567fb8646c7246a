import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../record/record';
import { scenarios } from '../record/scenario';
import { byMinute, isCapped, isDone, scenarioRules, wantsMoreWarmups, type Progress } from './scenario';

/** Plays a cell whose every inference takes `eachMs` through a scenario. */
function play(scenario: Scenario, eachMs: number): Progress {
  const rule = scenarioRules[scenario];
  let progress: Progress = { warmups: 0, inferences: 0, steadyMs: 0, sinceFirstMs: 0 };
  while (wantsMoreWarmups(rule, progress))
    progress = { ...progress, warmups: progress.warmups + 1, sinceFirstMs: progress.sinceFirstMs + eachMs };
  while (!isDone(rule, progress))
    progress = {
      ...progress,
      inferences: progress.inferences + 1,
      steadyMs: progress.steadyMs + eachMs,
      sinceFirstMs: progress.sinceFirstMs + eachMs,
    };
  return progress;
}

describe('scenarios', () => {
  it.each([
    // Time decides for fast cells, inferences for slower ones, the cap for slow ones.
    ['preview', 10, { warmups: 3, inferences: 100 }, false],
    ['preview', 500, { warmups: 3, inferences: 5 }, false],
    ['preview', 2100, { warmups: 1, inferences: 5 }, false],
    ['preview', 4000, { warmups: 1, inferences: 3 }, true],
    ['preview', 20_000, { warmups: 1, inferences: 1 }, true],
    ['quick', 10, { warmups: 3, inferences: 600 }, false],
    ['quick', 500, { warmups: 3, inferences: 64 }, false],
    ['quick', 2000, { warmups: 3, inferences: 27 }, true],
    ['quick', 100_000, { warmups: 3, inferences: 1 }, true],
    ['thorough', 10, { warmups: 3, inferences: 6000 }, false],
    ['thorough', 100, { warmups: 3, inferences: 1024 }, false],
    ['thorough', 1000, { warmups: 3, inferences: 597 }, true],
    ['sustained', 1000, { warmups: 3, inferences: 600 }, false],
    ['offline', 500, { warmups: 3, inferences: 64 }, false],
  ] as const)('%s at %i ms an inference', (scenario, eachMs, expected, capped) => {
    const progress = play(scenario, eachMs);
    expect(progress).toMatchObject(expected);
    expect(isCapped(scenarioRules[scenario], progress)).toBe(capped);
  });

  it('give every cell a warm-up and an inference, and start nothing after the cap but those', () => {
    fc.assert(
      fc.property(fc.constantFrom(...scenarios), fc.integer({ min: 200, max: 200_000 }), (scenario, eachMs) => {
        const rule = scenarioRules[scenario];
        const progress = play(scenario, eachMs);
        expect(progress.warmups).toBeGreaterThanOrEqual(rule.fewestWarmups);
        expect(progress.inferences).toBeGreaterThanOrEqual(1);
        const obligatoryMs = (rule.fewestWarmups + 1) * eachMs;
        expect(progress.sinceFirstMs).toBeLessThanOrEqual(Math.max(obligatoryMs, rule.capMs + eachMs));
        if (!isCapped(rule, progress)) {
          expect(progress.inferences).toBeGreaterThanOrEqual(rule.minInferences);
          expect(progress.steadyMs).toBeGreaterThanOrEqual(rule.minMs);
        }
      }),
    );
  });

  it('do not call a cell capped before it is done', () => {
    expect(isCapped(scenarioRules.quick, { warmups: 3, inferences: 2, steadyMs: 10, sinceFirstMs: 30 })).toBe(false);
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
