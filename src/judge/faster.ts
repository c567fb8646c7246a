import { fasterBy } from '../domain/words';
import { openingsOf } from '../measure/summarise';
import type { Steady } from '../record/record';
import { differenceOf } from '../statistics/openings';

/** "1.7 to 3.1 times as fast as": the 95 % interval over openings of how much faster one of two series that differ is. */
export function fasterThan(faster: Steady, slower: Steady): string {
  const ratio = slower.medianMs / faster.medianMs;
  return fasterBy(differenceOf(openingsOf(faster), openingsOf(slower))?.ratio ?? [ratio, ratio]);
}
