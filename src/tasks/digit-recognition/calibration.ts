/** What `models/digits/train/evaluate.ts` measured, in `models/digits/weights/calibration.json`: an asset of the model. */
export interface Calibration {
  /** Logits are divided by it before the softmax; fitted on digits for validation. */
  readonly temperature: number;
  /** Pictures whose score is below are unlike any digit. */
  readonly threshold: number;
  /** Share of the digits for validation that score above. */
  readonly passes: number;
  readonly test: {
    readonly digits: number;
    readonly accuracy: number;
    /** Expected calibration error in 15 bins, as the network is and with the temperature. */
    readonly errorBefore: number;
    readonly errorAfter: number;
    /** Digits that were called unlike any digit. */
    readonly flagged: number;
  };
  /** Answers on the test digits by how sure they were; empty bins are left out. */
  readonly bins: readonly CalibrationBin[];
}

export interface CalibrationBin {
  /** Confidence, 0 to 1. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Mean confidence of the answers in it, and how many were right. */
  readonly confidence: number;
  readonly right: number;
}

export const CALIBRATION_FILE = 'calibration.json';

/** @throws where the asset is missing: without it neither the percentages nor the doubt mean anything. */
export function calibrationFrom(assets: ReadonlyMap<string, ArrayBuffer>): Calibration {
  const bytes = assets.get(CALIBRATION_FILE);
  if (!bytes) throw new Error(`The digit model comes without ${CALIBRATION_FILE}.`);
  return JSON.parse(new TextDecoder().decode(bytes)) as Calibration;
}

/** Probabilities of logits divided by a temperature: above 1 the network becomes less sure, and its order stays. */
export function softmax(logits: ArrayLike<number>, temperature = 1): number[] {
  const scaled = Array.from(logits, (logit) => logit / temperature);
  const top = Math.max(...scaled);
  const powers = scaled.map((value) => Math.exp(value - top));
  const total = powers.reduce((sum, value) => sum + value);
  return powers.map((value) => value / total);
}

/**
 * How much there is of any digit in a picture: the logarithm of the sum of the logits' exponentials, which is the negative
 * free energy of Liu et al., "Energy-based Out-of-distribution Detection", 2020. A softmax always sums to 1, so it can't tell.
 */
export function digitScore(logits: ArrayLike<number>): number {
  const top = Math.max(...Array.from(logits));
  return top + Math.log(Array.from(logits).reduce((sum, logit) => sum + Math.exp(logit - top), 0));
}
