import { openingsOf } from '../measure/summarise';
import type { Steady, Visit } from '../record/record';
import { samplesOf } from '../record/reading';
import { intervalOver } from '../statistics/openings';
import { percentile, sorted } from '../statistics/samples';
import { studentQuantile } from '../statistics/student';

/** n, openings, median, and where the truth lies: the 95 % interval over openings, or of one opening the middle half of its times. */
export type Spread = [n: number, openings: number, medianMs: number, lowMs: number, highMs: number];

/** Six significant digits: twice what is shown, so that nothing reads otherwise at the other end. */
export const short = (value: number) => Number(value.toPrecision(6));

function boundsOf({ visits, openings, ci95Ms }: Steady): readonly [number, number] | undefined {
  if (openings > 1) return ci95Ms ?? intervalOver(openingsOf({ visits }));
  const samples = sorted(samplesOf({ visits }));
  return [percentile(samples, 25), percentile(samples, 75)];
}

export function spreadOf(series: Steady): Spread {
  const { n, openings, medianMs } = series;
  const [low, high] = boundsOf(series) ?? [medianMs, medianMs];
  const median = short(medianMs);
  return [n, openings, median, Math.min(median, short(low)), Math.max(median, short(high))];
}

/**
 * Visits that stand for those which a link leaves out: the judge finds the same in them. Of several openings one time each, with
 * the openings' mean and variance; of one opening five times, with its median and its middle half.
 */
function standIns([, openings, median, low, high]: Spread): Visit[] {
  if (openings === 1) return [{ opening: 0, visit: 0, samplesMs: [low, low, median, high, high] }];
  const deviation = (Math.log(high / low) / 2 / studentQuantile(0.95, openings - 1)) * Math.sqrt(openings);
  const isOdd = openings % 2 === 1;
  // Half of them one step above the mean and half below, an odd one on it: their sample variance is the deviation's square.
  const step = isOdd ? deviation : deviation * Math.sqrt((openings - 1) / openings);
  return Array.from({ length: openings }, (_, opening) => {
    const side = isOdd && opening === openings - 1 ? 0 : opening % 2 === 0 ? 1 : -1;
    return { opening, visit: opening, samplesMs: [median * Math.exp(side * step)] };
  });
}

/** A series as the judge reads it. Its visits stand for others, so nothing of one sample may be shown or written out. */
export function seriesOf(
  spread: Spread,
  known: Pick<Steady, 'minMs' | 'batch' | 'flags'> & { p90Ms?: number },
): Steady {
  const [n, openings, medianMs, low, high] = spread;
  const { p90Ms, ...rest } = known;
  return {
    n,
    openings,
    medianMs,
    madMs: 0,
    ...rest,
    ...(p90Ms !== undefined && { p90Ms }),
    ...(openings > 1 && { ci95Ms: [low, high] as [number, number] }),
    visits: standIns(spread),
  };
}
