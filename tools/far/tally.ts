/** How one prediction did. */
export interface Verdict {
  /** Predicted ÷ measured. */
  readonly ratio: number;
  /** Whether the measured time is within the 80 % interval. */
  readonly isInside: boolean;
}

/**
 * @param refused of further measurements, which no prediction was made for: they count as missed
 * @returns counts, and the sentence that a validation ends with
 */
export function tally(verdicts: readonly Verdict[], refused = 0) {
  const within = verdicts.filter(({ ratio }) => ratio >= 0.5 && ratio <= 2).length;
  const inside = verdicts.filter(({ isInside }) => isInside).length;
  const all = verdicts.length + refused;
  return { within, inside, all, sentence: `within 2x: ${within} of ${all}; the 80 % interval holds ${inside}` };
}
