import { percent, plural } from '../domain/words';
import type { Cell, RunRecord } from '../record/record';
import { different, floorOf, openingsFloor, twinPairs } from './different';

/** What equal twins came to in a run that measured every target twice. */
export interface TwinReport {
  readonly pairs: number;
  /** Of them, those called different, as two targets would be: on openings and the floor that openings give. */
  readonly different: readonly (readonly [Cell, Cell])[];
  /** The device's floor, from twins and openings; absent where no pair was opened twice. */
  readonly floor?: number;
}

export function twinReport({ cells, environment }: Pick<RunRecord, 'cells' | 'environment'>): TwinReport {
  const pairs = twinPairs(cells);
  const grounds = { resolutionMs: environment.timerResolutionMs, floor: openingsFloor(cells) };
  return {
    pairs: pairs.length,
    different: pairs.filter(([a, b]) => different(a.steady, b.steady, grounds)),
    floor: floorOf(cells)?.share,
  };
}

/** "A/A: 1 of 24 pairs called different; floor 2.8 %". */
export function twinLine({ pairs, different: apart, floor }: TwinReport): string {
  return `A/A: ${apart.length} of ${plural(pairs, 'pair')} called different; floor ${floor === undefined ? 'unknown' : percent(floor)}`;
}
