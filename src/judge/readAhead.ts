import { nextTask } from '../measure/nextTask';
import { openingsOf } from '../measure/summarise';
import type { RunRecord } from '../record/record';
import { middleHalf } from './near';

/** Samples that are read in one task at most, about. */
const AT_ONCE = 50_000;

/**
 * Finds what the judge asks of every series, in tasks of their own: a run may hold a hundred thousand samples, and what is drawn of it
 * would wait for all of them at once.
 */
export async function readAhead({ cells }: Pick<RunRecord, 'cells'>): Promise<void> {
  let read = 0;
  for (const cell of cells) {
    if (cell.status !== 'completed') continue;
    for (const series of [cell.steady, cell.answers]) {
      if (!series) continue;
      for (const find of [openingsOf, middleHalf]) {
        if (read > AT_ONCE) {
          await nextTask();
          read = 0;
        }
        find(series);
        read += series.n;
      }
    }
  }
}
