import { predict, TENTH } from '../prediction/predict';
import type { Chip } from '../chips/schema';
import { sigmaOf, type By, type LeftOut, type Spread } from './leaveOut';
import type { Measurement } from './measurements';

/** How one prediction did. */
export interface Verdict {
  /** Predicted ÷ measured. */
  readonly ratio: number;
  /** Whether the measured time is within the 80 % interval. */
  readonly isInside: boolean;
}

export interface Tally {
  /** Predictions of at most twice and at least half of what was measured. */
  readonly within: number;
  /** Measured times that their 80 % interval holds. */
  readonly inside: number;
  /** Measurements, those that were refused among them. */
  readonly all: number;
  /** That a validation ends with. */
  readonly sentence: string;
}

/** @param refused of further measurements, which no prediction was made for: they count as missed */
export function tally(verdicts: readonly Verdict[], refused = 0): Tally {
  const within = verdicts.filter(({ ratio }) => ratio >= 0.5 && ratio <= 2).length;
  const inside = verdicts.filter(({ isInside }) => isInside).length;
  const all = verdicts.length + refused;
  return { within, inside, all, sentence: `within 2x: ${within} of ${all}; the 80 % interval holds ${inside}` };
}

/** Each is judged by an interval that what was left out took no part in, either. */
export function leftOutVerdict(left: LeftOut, by: By, spread: Spread): Verdict {
  const { measurement, chip } = left.case;
  const others = (all: readonly LeftOut[]) => all.filter((one) => one.case.measurement[by] !== measurement[by]);
  const rest = { networks: others(spread.networks), chips: others(spread.chips) };
  const sigma = sigmaOf(rest, measurement.chip, chip.kind, left.seen);
  return { ratio: Math.exp(-left.residual), isInside: Math.abs(left.residual) <= TENTH * sigma };
}

/** A measurement against what its chip is said to take, by the figures that are shipped. @returns undefined where it refuses */
export function verdictOf(
  chip: Chip,
  measurement: Measurement,
): (Verdict & { predictedMs: number; low: number; high: number }) | undefined {
  const estimate = predict(chip, measurement);
  if (estimate.kind === 'refused') return undefined;
  const { ms, lowMs, highMs } = estimate;
  const { measuredMs } = measurement;
  return {
    ratio: ms / measuredMs,
    isInside: measuredMs >= lowMs && measuredMs <= highMs,
    predictedMs: ms,
    low: lowMs,
    high: highMs,
  };
}
