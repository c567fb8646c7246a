import type { CalibrationBin } from './calibration';

export interface Share {
  readonly count: number;
  readonly right: number;
  /** Mean confidence, 0 to 1. */
  readonly confidence: number;
}

/** Several bins as one. */
export function merged(bins: readonly CalibrationBin[]): Share {
  const count = bins.reduce((sum, bin) => sum + bin.count, 0);
  return {
    count,
    right: bins.reduce((sum, bin) => sum + bin.right, 0),
    confidence: bins.reduce((sum, bin) => sum + bin.confidence * bin.count, 0) / count,
  };
}

/**
 * Where the true share lies with 95 % confidence when `right` of `count` were right (Wilson's score interval, 1927): it stays
 * inside 0 to 1 and is wide where there are few.
 */
export function wilson(right: number, count: number): readonly [low: number, high: number] {
  const z = 1.96;
  const share = right / count;
  const centre = (share + z ** 2 / (2 * count)) / (1 + z ** 2 / count);
  const half = (z / (1 + z ** 2 / count)) * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
