import { gaussian, type Random } from '../domain/random';
import { summarise } from '../measure/summarise';
import type { CompletedCell, Visit } from '../record/record';
import { completed } from './verdict.fixture';

/** Relative standard deviations of what an opening, a visit and a sample are dealt. */
export interface Effects {
  readonly opening: number;
  readonly visit: number;
  readonly sample: number;
}

/** A cell as the protocol measures one, its speed varying as told around a true median. */
export function simulatedCell(
  id: string,
  trueMs: number,
  effects: Effects,
  { openings = 5, visits = 6, samples = 4 }: { openings?: number; visits?: number; samples?: number },
  random: Random,
): CompletedCell {
  const luck = (deviation: number) => Math.exp(deviation * gaussian(random));
  const made: Visit[] = [];
  for (let opening = 0; opening < openings; opening++) {
    const openingMs = trueMs * luck(effects.opening);
    for (let visit = 0; visit < visits; visit++) {
      const visitMs = openingMs * luck(effects.visit);
      const samplesMs = Array.from({ length: samples }, () => visitMs * luck(effects.sample));
      made.push({ opening, visit: made.length, samplesMs });
    }
  }
  return { ...completed(id, trueMs), steady: summarise(made, { batch: 1 }) };
}
