/**
 * Statistics over openings. A cell's samples of one opening share what that opening was dealt (where its memory lies, how its
 * code was compiled, which cores it got), so that more samples of it tell no more of the next opening: the opening is the unit
 * of chance. Each opening counts with one value, the logarithm of its median: effects on speed multiply, and ratios are what
 * is compared.
 */
import { studentQuantile, studentTails } from './student';

/** What the openings of one cell say. */
export interface OpeningStatistics {
  /** How many. */
  readonly count: number;
  /** Mean of their logarithms; its exponential is the geometric mean of their medians. */
  readonly mean: number;
  /** Sample variance of their logarithms; 0 where there is one. Its root is the share by which openings differ. */
  readonly variance: number;
}

/**
 * @param logs natural logarithms of the openings' medians, at least one
 * @throws RangeError when there is none, or one is not finite
 */
export function ofOpenings(logs: readonly number[]): OpeningStatistics {
  if (logs.length === 0 || !logs.every(Number.isFinite)) throw new RangeError('Each opening has a finite logarithm.');
  const count = logs.length;
  const mean = logs.reduce((sum, log) => sum + log, 0) / count;
  const squares = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0);
  return { count, mean, variance: count > 1 ? squares / (count - 1) : 0 };
}

/**
 * Student's interval of the mean over openings, back on the samples' scale. Each cell stands on its own openings: their
 * variance isn't pooled over cells, for a cell with threads or a GPU differs from opening to opening many times as much as one
 * without, and a pooled variance then holds the truth of such a cell in 68 % of runs (simulated: deviations of 1, 1, 2 and
 * 8 %, three openings), where its own does in 95 %.
 * @returns [low, high], or undefined where one opening can't tell
 */
export function intervalOver(openings: OpeningStatistics, confidence = 0.95): [number, number] | undefined {
  const { count, mean, variance } = openings;
  if (count < 2) return undefined;
  const half = studentQuantile(confidence, count - 1) * Math.sqrt(variance / count);
  return [Math.exp(mean - half), Math.exp(mean + half)];
}

/** How two cells' openings compare. */
export interface Difference {
  /** Slower ÷ faster − 1, from 0 on. */
  readonly gap: number;
  /** Chance that equal cells, whose openings vary like these, come to such a gap or more. */
  readonly chance: number;
  /** 95 % interval of slower ÷ faster. */
  readonly ratio: readonly [low: number, high: number];
}

/** Chance at which two equal cells are called different on their openings alone. Below the 5 % that is promised: a run compares several. */
export const EQUAL_CALLED_DIFFERENT = 0.01;

/**
 * Welch's test (Biometrika 34 (1947) 28–35; degrees of freedom by Satterthwaite) of two means over openings.
 * @returns undefined where one of the two has fewer than two openings: then nothing is said
 */
export function differenceOf(a: OpeningStatistics, b: OpeningStatistics): Difference | undefined {
  if (a.count < 2 || b.count < 2) return undefined;
  const [va, vb] = [a.variance / a.count, b.variance / b.count];
  const gap = Math.expm1(Math.abs(a.mean - b.mean));
  if (va + vb === 0) return { gap, chance: gap > 0 ? 0 : 1, ratio: [1 + gap, 1 + gap] };
  const df = (va + vb) ** 2 / (va ** 2 / (a.count - 1) + vb ** 2 / (b.count - 1));
  const distance = Math.abs(a.mean - b.mean);
  const half = studentQuantile(0.95, df) * Math.sqrt(va + vb);
  return {
    gap,
    chance: studentTails(distance / Math.sqrt(va + vb), df),
    ratio: [Math.exp(distance - half), Math.exp(distance + half)],
  };
}

/**
 * The gap below which two cells of a run are not told apart, whatever the two themselves say: what a pair of typical openings'
 * spread would need at the usual 5 %, typical being the middle one of the cells' variances.
 * @param cells of which those with at least two openings count
 * @returns a share, 0.028 for 2.8 %; undefined where no cell has two openings
 */
export function openingFloor(cells: readonly OpeningStatistics[]): number | undefined {
  const several = cells.filter(({ count }) => count > 1).toSorted((a, b) => a.variance - b.variance);
  const typical = several[several.length >> 1];
  if (!typical) return undefined;
  const { count, variance } = typical;
  return Math.expm1(studentQuantile(0.95, 2 * (count - 1)) * Math.sqrt((2 * variance) / count));
}
