import { inMs } from '../domain/words';
import { byMinute } from '../measure/progress';
import type { Steady } from '../record/record';
import { samplesOf } from '../record/reading';

/** Inferences done in the time that all of them took together, as a throughput is counted: not the reciprocal of the median. */
export function inferencesPerSecond(steady: Pick<Steady, 'visits'>): number {
  const samplesMs = samplesOf(steady);
  return (1000 * samplesMs.length) / samplesMs.reduce((sum, ms) => sum + ms, 0);
}

/** Minutes that are told one by one: three times what the longest scenario takes. */
const MOST_MINUTES = 30;

/** "minute 1: 12 ms, minute 2: 14 ms" */
export function byMinuteText(steady: Pick<Steady, 'visits' | 'batch'>): string {
  const minutes = byMinute(samplesOf(steady), steady.batch);
  const told = minutes.slice(0, MOST_MINUTES).map(({ minute, medianMs }) => `minute ${minute}: ${inMs(medianMs)}`);
  const more = minutes.length - told.length;
  return [...told, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
