import type { Guess } from './order';
import type { ScenarioRule } from './scenario';

/** Starting a worker, and checking and closing it, around what an opening measures. */
const AROUND_OPENING_MS = 400;
/** Whole answers are timed for about so long in each opening. */
const ANSWERS_MS = 200;
/** What one cell is guessed to take in a scenario, from its first opening to its last, ms. */
export function cellMs(rule: ScenarioRule, { fetchMs, startMs, inferenceMs }: Guess): number {
  const steadyMs = Math.max(rule.minMs, rule.minInferences * inferenceMs);
  const openingMs = (openings: number) =>
    AROUND_OPENING_MS + startMs + ANSWERS_MS + (1 + rule.warmups) * inferenceMs + steadyMs / openings;
  const all = rule.openings * openingMs(rule.openings);
  // A slow one meets its cap: fewer openings, each cut off.
  const around = rule.fewestOpenings * (AROUND_OPENING_MS + startMs);
  return fetchMs + Math.min(all, rule.capMs + around + 2 * inferenceMs);
}
