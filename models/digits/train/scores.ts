import type { CalibrationBin } from '../../../src/tasks/digit-recognition/calibration';

export interface Judged {
  readonly confidence: number;
  readonly right: boolean;
}

/** Answers by confidence, in bins of equal width; empty ones are left out. */
export function binned(answers: readonly Judged[], bins = 15): CalibrationBin[] {
  return Array.from({ length: bins }, (_, bin) => {
    const own = answers.filter(({ confidence }) => Math.min(bins - 1, Math.floor(confidence * bins)) === bin);
    return {
      from: bin / bins,
      to: (bin + 1) / bins,
      count: own.length,
      confidence: own.reduce((sum, { confidence }) => sum + confidence, 0) / own.length,
      right: own.filter(({ right }) => right).length,
    };
  }).filter(({ count }) => count > 0);
}

/**
 * Expected calibration error: the mean distance between how sure the answers of a bin are and how many of them are right,
 * weighted by their number (Guo et al., "On Calibration of Modern Neural Networks", ICML 2017, equation 3).
 */
export function calibrationError(bins: readonly CalibrationBin[]): number {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  return bins.reduce((sum, bin) => sum + Math.abs(bin.right / bin.count - bin.confidence) * (bin.count / total), 0);
}

/** Probability that a score of `positives` is above one of `negatives`, ties counting half: the area under the ROC curve. */
export function areaUnderCurve(positives: readonly number[], negatives: readonly number[]): number {
  let wins = 0;
  for (const positive of positives) {
    for (const negative of negatives) wins += positive > negative ? 1 : positive === negative ? 0.5 : 0;
  }
  return wins / (positives.length * negatives.length);
}

/** Where a function with one valley is lowest between two bounds, by golden section. */
export function lowest(of: (x: number) => number, low: number, high: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  for (let step = 0; step < 60; step++) {
    const [a, b] = [high - golden * (high - low), low + golden * (high - low)];
    if (of(a) < of(b)) high = b;
    else low = a;
  }
  return (low + high) / 2;
}
