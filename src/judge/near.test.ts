import { describe, expect, it } from 'vitest';
import { gaussian, seededRandom } from '../domain/random';
import type { CompletedCell } from '../record/record';
import { contenders, nearAnswer, type NearAnswer } from './near';
import { rank } from './rank';
import { completed } from './verdict.fixture';

/** A cell measured in openings with these medians, ms, its interval a t interval over their logarithms. */
function measured(id: string, openingsMs: readonly number[]): CompletedCell {
  const logs = openingsMs.map(Math.log);
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (logs.length - 1);
  // Student's t at 97.5 % with 4 degrees of freedom.
  const half = 2.776 * Math.sqrt(variance / logs.length);
  const cell = completed(id, Math.exp(mean));
  return {
    ...cell,
    steady: {
      ...cell.steady,
      openings: logs.length,
      ci95Ms: [Math.exp(mean - half), Math.exp(mean + half)],
      visits: openingsMs.map((ms, opening) => ({ opening, visit: opening, samplesMs: [ms] })),
    },
  };
}

/** A cell with this interval and median. */
function within(id: string, [low, medianMs, high]: [number, number, number]): CompletedCell {
  const cell = completed(id, medianMs);
  return { ...cell, steady: { ...cell.steady, ci95Ms: [low, high] } };
}

/** A preview's cell: one opening, no interval. */
function preview(id: string, samplesMs: readonly number[]): CompletedCell {
  const cell = completed(id, 1);
  const { ci95Ms: _, ...steady } = cell.steady;
  const medianMs = samplesMs.toSorted((a, b) => a - b)[Math.floor(samplesMs.length / 2)] as number;
  return {
    ...cell,
    steady: { ...steady, openings: 1, medianMs, visits: [{ opening: 0, visit: 0, samplesMs: [...samplesMs] }] },
  };
}

/** A mean of logarithms and back leaves an error in the last digits. */
const rounded = (near: NearAnswer): unknown =>
  JSON.parse(
    JSON.stringify(near, (_key, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(9)) : value)),
  );

describe('the near side', () => {
  it('is the winner’s, where there is one', () => {
    const [fast, slow] = [completed('ort-wasm', 10), completed('tfjs-wasm', 30)];
    expect(contenders({ winner: fast, tied: [] })).toEqual([fast]);
    expect(contenders({ tied: [fast, slow] })).toEqual([fast, slow]);
    expect(contenders({ tied: [] })).toEqual([]);
  });

  it('of targets opened once takes those that the fastest isn’t ahead of, not everything', () => {
    const fast = preview('ort-wasm', [9, 10, 11, 10, 10.5]);
    const like = preview('tfjs-wasm', [10, 10.4, 11, 10.6, 12]);
    const slow = preview('tfjs-cpu', [9, 12.1, 13, 12.1, 930]);
    const { ahead, tied } = rank([slow, like, fast], { resolutionMs: 0.005 });
    expect(ahead).toBeUndefined();
    expect(contenders({ tied })).toEqual([fast, like]);
    expect(contenders({ tied: [fast, slow] })).toEqual([rank([fast, slow], { resolutionMs: 0.005 }).ahead]);
    expect(rounded(nearAnswer([fast]))).toMatchObject({
      totalMs: 10,
      spreadMs: [10, 10.5],
      spread: 'middle half',
      targets: 1,
    });
  });

  it('is the whole answer as it was measured, where it was', () => {
    const cell = completed('ort-wasm', 20);
    const answers = { ...cell.steady, medianMs: 26, ci95Ms: [24, 28] as [number, number] };
    expect(rounded(nearAnswer([{ ...cell, answers, phases: { preMs: 100, postMs: 100 } }]))).toMatchObject({
      totalMs: 26,
      spreadMs: [24, 28],
      inferenceMs: 20,
      besideMs: 6,
      targets: 1,
    });
  });

  it('never has more inference than whole answer, whatever moments the two series met', () => {
    const cell = completed('ort-wasm', 129);
    const near = nearAnswer([{ ...cell, answers: { ...cell.steady, medianMs: 32 } }]);
    expect(rounded(near)).toMatchObject({ totalMs: 32, inferenceMs: 32, besideMs: 0 });
  });

  it('is else the inference and what was timed around it', () => {
    const near = nearAnswer([{ ...within('ort-wasm', [19, 20, 22]), phases: { preMs: 3, postMs: 2, rpcMs: 1 } }]);
    expect(near.totalMs).toBeCloseTo(26, 9);
    expect(near.besideMs).toBeCloseTo(6, 9);
    expect(near.spreadMs.map((ms) => Number(ms.toFixed(6)))).toEqual([25, 28]);
    expect(near.spread).toBe('95 % interval');
  });

  it('is the geometric middle of targets that can’t be told apart', () => {
    const near = nearAnswer([within('ort-wasm', [9, 10, 11]), within('tfjs-wasm', [36, 40, 44])]);
    expect(near.totalMs).toBeCloseTo(20, 9);
    expect(near.spreadMs[0]).toBeCloseTo(18, 9);
    expect(near.targets).toBe(2);
    expect(() => nearAnswer([])).toThrow(RangeError);
  });

  // Six equal targets, five openings each that err by 3 %: the lowest median lies some 1.7 % under the truth.
  it('is not biased by choosing among equals, as the lowest median would be', () => {
    const random = seededRandom(5);
    const runs = Array.from({ length: 2000 }, () => {
      const cells = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) =>
        measured(
          `ort-${id}`,
          Array.from({ length: 5 }, () => 20 * Math.exp(0.03 * gaussian(random))),
        ),
      );
      const tied = cells.toSorted((a, b) => a.steady.medianMs - b.steady.medianMs);
      return { middle: nearAnswer(contenders({ tied })), lowestMs: tied[0]?.steady.medianMs ?? Number.NaN };
    });
    const bias = (pick: (run: (typeof runs)[number]) => number) =>
      runs.reduce((sum, run) => sum + Math.log(pick(run) / 20), 0) / runs.length;
    expect(Math.abs(bias(({ middle }) => middle.totalMs))).toBeLessThan(0.001);
    expect(bias(({ lowestMs }) => lowestMs)).toBeLessThan(-0.015);
    const held = runs.filter(({ middle: { spreadMs } }) => spreadMs[0] <= 20 && spreadMs[1] >= 20).length;
    expect(held / runs.length).toBeGreaterThan(0.95);
  });
});
