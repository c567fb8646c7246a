import type { JudgedAnswer, SizeClass } from './sides';

/** How sure a model is taken to be on average where nobody measured it (own assumption). */
export const ASSUMED_CONFIDENCE = 0.9;
/** Share of drafted tokens that stand where nobody measured it (own assumption). */
export const ASSUMED_ACCEPTANCE = 0.7;

/**
 * Answers of a model that is as sure as it is right (own assumption: calibrated): confidences c = u^((1 − m) ⁄ m) with u uniform, whose mean
 * is m and of which 1 − t^(m ⁄ (1 − m)) are at least t. Each is right with its own confidence, by a sequence that fills the unit interval
 * evenly (golden ratio), so that the same mean gives the same answers.
 * @param mean from 0 to 1, both excluded
 * @param isJudged whether the mean is the model's own accuracy: else nobody knows what is right
 */
export function assumedConfidences(mean: number, isJudged: boolean, count = 2000): JudgedAnswer[] {
  const power = (1 - mean) / mean;
  return Array.from({ length: count }, (_, index) => {
    const confidence = ((index + 0.5) / count) ** power;
    const luck = (index * GOLDEN) % 1;
    return { confidence, right: isJudged ? luck < confidence : null };
  });
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Requests of a quarter, one and four times a size, one of four, two and one (own assumption): what routing by size needs. */
export const sizeSpread = [
  { factor: 0.25, weight: 1 },
  { factor: 1, weight: 2 },
  { factor: 4, weight: 1 },
] as const;

/** @param farMsOf what the far side takes for a request of so many bytes */
export const spreadSizes = (upBytes: number, farMsOf: (upBytes: number) => ArrayLike<number>): SizeClass[] =>
  sizeSpread.map(({ factor, weight }) => {
    const bytes = Math.max(1, Math.round(factor * upBytes));
    return { upBytes: bytes, weight, farMs: farMsOf(bytes) };
  });
