import { describe, expect, it } from 'vitest';
import { cellMs } from './cellTime';
import type { Guess } from './order';
import { scenarioRules } from './scenario';
import { shareDone, timeLeft, type Stage } from './timeLeft';

const rule = scenarioRules.quick;
const fast: Guess = { fetchMs: 0, startMs: 50, inferenceMs: 10 };
const opening = (number: number) => ({ number, of: rule.openings });
const waiting: Stage = { phase: 'waiting' };
const done: Stage = { phase: 'done', result: {} };

describe('what a cell takes', () => {
  it('is the scenario’s time and its openings, and what is still fetched', () => {
    expect(cellMs(rule, fast)).toBeGreaterThan(rule.minMs);
    expect(cellMs(rule, fast)).toBeLessThan(2 * rule.minMs);
    expect(cellMs(rule, { ...fast, fetchMs: 9000 })).toBe(cellMs(rule, fast) + 9000);
  });

  it('is what the inferences take where they are slow, and never much more than the cap', () => {
    expect(cellMs(rule, { ...fast, inferenceMs: 300 })).toBeGreaterThan(64 * 300);
    expect(cellMs(rule, { ...fast, inferenceMs: 5000 })).toBeLessThan(rule.capMs * 1.25);
  });
});

describe('how much of a cell is done', () => {
  it('grows from opening to opening, and is all with its result', () => {
    const stages: Stage[] = [
      waiting,
      { phase: 'create', opening: opening(1) },
      { phase: 'steady', opening: opening(1) },
      { phase: 'warmup', opening: opening(2) },
      { phase: 'steady', opening: opening(5) },
      done,
    ];
    const shares = stages.map(shareDone);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(new Set(shares).size).toBe(shares.length);
    expect([shares[0], shares.at(-1)]).toEqual([0, 1]);
  });
});

describe('the time left', () => {
  const of = (elapsedMs: number, ...cells: Stage[]) =>
    timeLeft(
      rule,
      cells.map((cell) => ({ cell, guess: fast })),
      elapsedMs,
    );

  it('is the guess before anything was done', () => {
    expect(of(0, waiting, waiting)).toEqual({ share: 0, leftMs: 2 * cellMs(rule, fast) });
  });

  it('is none when all is done', () => {
    expect(of(20_000, done, done)).toEqual({ share: 1, leftMs: 0 });
    expect(timeLeft(rule, [], 1000)).toEqual({ share: 0, leftMs: 0 });
  });

  it('follows what the run has taken so far: twice as slow as guessed, twice as long to go', () => {
    const guessed = of(cellMs(rule, fast), done, waiting);
    const slow = of(2 * cellMs(rule, fast), done, waiting);
    expect(guessed.leftMs).toBeCloseTo(cellMs(rule, fast));
    expect(slow.leftMs / guessed.leftMs).toBeCloseTo(2);
    expect(slow.share).toBe(0.5);
  });

  it('takes a cell’s own speed for the guessed one once there is such', () => {
    const slower: Stage = { phase: 'steady', opening: opening(1), soFar: { n: 4, medianMs: 500 }, firstMs: 700 };
    expect(of(6000, slower).leftMs).toBeGreaterThan(2 * of(6000, { ...slower, soFar: undefined }).leftMs);
  });

  it('does not run away when the first second went to something else', () => {
    const begun: Stage = { phase: 'steady', opening: opening(1) };
    expect(of(300_000, begun, waiting).leftMs).toBeLessThan(7 * 2 * cellMs(rule, fast));
  });
});
