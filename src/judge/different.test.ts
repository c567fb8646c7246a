import { describe, expect, it } from 'vitest';
import { seededRandom } from '../domain/random';
import { different, floorOf, twinPairs } from './different';
import { simulatedCell, type Effects } from './simulatedRun.fixture';

const TRUE_MS = 20;
const ids = ['ort-wasm', 'ort-wasm@1', 'tfjs-wasm', 'tfjs-wasm@1'];

/**
 * Runs of four equal cells: the share of intervals that hold the true median, and of pairs called different. `effects` holds one
 * entry a cell, or one for all.
 */
function simulate(
  effects: readonly Effects[],
  shape: { openings: number; visits: number; samples: number },
  runs: number,
) {
  let held = 0;
  let apart = 0;
  let pairs = 0;
  for (let run = 0; run < runs; run++) {
    const random = seededRandom(run);
    const cells = ids.map((id, index) => simulatedCell(id, TRUE_MS, effects[index] ?? effects[0]!, shape, random));
    const floor = floorOf(cells);
    cells.forEach((cell, index) => {
      const [low, high] = cell.steady.ci95Ms!;
      if (low <= TRUE_MS && TRUE_MS <= high) held++;
      for (const other of cells.slice(index + 1)) {
        pairs++;
        if (different(cell.steady, other.steady, { resolutionMs: 0, floor })) apart++;
      }
    });
  }
  return { coverage: held / (runs * ids.length), error: apart / pairs };
}

const quick = { openings: 5, visits: 3, samples: 4 };
const atLeast = { openings: 3, visits: 3, samples: 5 };
const thorough = { openings: 8, visits: 3, samples: 5 };
const sample = 0.05;

// Thousands of runs are simulated: a busy machine takes its time.
describe('over openings', { timeout: 60_000 }, () => {
  it.each(
    [quick, atLeast, thorough].flatMap((shape) =>
      [0, 0.01, 0.02, 0.05].flatMap((opening) =>
        [0, 0.03].map((visit) => [shape.openings, opening, visit, shape] as const),
      ),
    ),
  )('%i openings that differ by %d, visits by %d: intervals hold the truth, equals are not told apart', (...args) => {
    const [, opening, visit, shape] = args;
    const { coverage, error } = simulate([{ opening, visit, sample }], shape, 500);
    // Promised: 93 to 97 %, and at most 5 %.
    expect(coverage).toBeGreaterThan(0.93);
    expect(coverage).toBeLessThan(0.97);
    expect(error).toBeLessThan(0.02);
  });

  it('also where the openings of one target differ many times as much as the others’', () => {
    const effects = [0.01, 0.01, 0.02, 0.08].map((opening) => ({ opening, visit: 0.01, sample }));
    for (const shape of [quick, atLeast]) {
      const { coverage, error } = simulate(effects, shape, 1000);
      expect(coverage).toBeGreaterThan(0.93);
      expect(coverage).toBeLessThan(0.97);
      expect(error).toBeLessThan(0.03);
    }
  });

  it('more samples of the same openings make it no surer, more openings do', () => {
    const effects = { opening: 0.02, visit: 0.01, sample };
    const width = (openings: number, samples: number) => {
      let sum = 0;
      for (let run = 0; run < 300; run++) {
        const { ci95Ms } = simulatedCell(
          'ort-wasm',
          20,
          effects,
          { openings, visits: 4, samples },
          seededRandom(run),
        ).steady;
        sum += Math.log(ci95Ms![1] / ci95Ms![0]);
      }
      return sum / 300;
    };
    expect(width(5, 64) / width(5, 16)).toBeGreaterThan(0.85);
    expect(width(8, 16) / width(3, 16)).toBeLessThan(0.5);
  });

  it('tells a real difference of a tenth in a quick run, nearly always', () => {
    const effects = { opening: 0.02, visit: 0.01, sample };
    let told = 0;
    for (let run = 0; run < 300; run++) {
      const random = seededRandom(run);
      const cells = [20, 22].map((ms, index) => simulatedCell(ids[index]!, ms, effects, quick, random));
      if (different(cells[0]!.steady, cells[1]!.steady, { resolutionMs: 0, floor: floorOf(cells) })) told++;
    }
    expect(told / 300).toBeGreaterThan(0.9);
  });
});

describe('the floor', () => {
  const effects = { opening: 0.01, visit: 0, sample: 0.02 };
  const cell = (ms: number, twin: 0 | 1 | undefined, seed: number) => ({
    ...simulatedCell('tfjs-wasm', ms, effects, quick, seededRandom(seed)),
    twin,
  });

  it('comes from openings, and from twins that came to more', () => {
    expect(floorOf([cell(20, undefined, 1)])?.from).toBe('openings');
    const twins = [cell(20, 0, 1), cell(30, 1, 2)];
    expect(twinPairs(twins)).toHaveLength(1);
    expect(floorOf(twins)).toEqual({ from: 'twins', share: expect.closeTo(0.5, 1) });
  });

  it('keeps a winner from being named below it', () => {
    const [a, b] = [cell(20, undefined, 1).steady, cell(22, undefined, 2).steady];
    expect(different(a, b, { resolutionMs: 0 })).toBe(true);
    expect(different(a, b, { resolutionMs: 0, floor: { share: 0.2, from: 'twins' } })).toBe(false);
  });

  it('is not there in a preview', () => {
    const preview = simulatedCell('tfjs-wasm', 20, effects, { openings: 1 }, seededRandom(1));
    expect(floorOf([preview])).toBeUndefined();
    expect(different(preview.steady, cell(60, undefined, 1).steady, { resolutionMs: 0 })).toBe(false);
  });
});

it('does not call a tick of the clock a difference', () => {
  const exact = (ms: number, seed = 1) =>
    simulatedCell('tfjs-wasm', ms, { opening: 1e-9, visit: 0, sample: 0 }, quick, seededRandom(seed)).steady;
  expect(different(exact(20), exact(21), { resolutionMs: 1 })).toBe(false);
  expect(different(exact(20), exact(23), { resolutionMs: 1 })).toBe(true);
  expect(different({ ...exact(20), batch: 10 }, { ...exact(21), batch: 10 }, { resolutionMs: 1 })).toBe(true);
});
