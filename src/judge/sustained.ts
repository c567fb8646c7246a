import { inMs, percent } from '../domain/words';
import { byMinute } from '../measure/progress';
import type { Cell } from '../record/record';
import { samplesOf } from '../record/reading';
import { titleOf } from './titles';

/** Less than this between two minutes is what minutes differ by anyway. */
const NOTICEABLE = 0.02;

/** One sentence for each cell that ran: its first minute against its last, the one that lost most first. Nothing is said of why. */
export function sustained(cells: readonly Cell[]): string[] {
  const kept = cells.flatMap((cell) => {
    if (!('steady' in cell) || !cell.steady || cell.status === 'wrong') return [];
    const minutes = byMinute(samplesOf(cell.steady), cell.steady.batch);
    const [first, last] = [minutes[0], minutes.at(-1)];
    return first && last && last !== first ? [{ cell, first, last, change: last.medianMs / first.medianMs - 1 }] : [];
  });
  return kept
    .toSorted((a, b) => b.change - a.change)
    .map(({ cell, first, last, change }) => {
      const figures = `${inMs(first.medianMs)} in minute ${first.minute}, ${inMs(last.medianMs)} in minute ${last.minute}`;
      if (Math.abs(change) < NOTICEABLE) return `${titleOf(cell)} kept its speed: ${figures}.`;
      return `${titleOf(cell)} got ${percent(Math.abs(change))} ${change > 0 ? 'slower' : 'faster'}: ${figures}.`;
    });
}
