import { samplesOf } from '../record/reading';
import type { Flag, Steady, Visit } from '../record/record';
import { coinTail } from '../statistics/binomial';
import { intervalOver, ofOpenings, type OpeningStatistics } from '../statistics/openings';
import {
  at,
  median,
  medianAbsoluteDeviation,
  percentile,
  percentilesOf,
  sorted,
  type SortedSamples,
} from '../statistics/samples';

/** Fewest samples for each figure to mean anything. */
const FEW = 5;
const N_FOR_P90 = 10;
const N_FOR_P99 = 100;
const SPREAD_SHARE = 0.25;
/** A tenth slower or faster is noticeable, and more than the thirds of a steady run differ by. */
const TREND_RATIO = 1.1;
const TREND_CHANCE = 0.01;

/** The samples of each opening in the order taken, openings in the order made. */
function byOpening(visits: readonly Visit[]): (readonly number[])[] {
  const openings = new Map<number, (readonly number[])[]>();
  for (const { opening, samplesMs } of visits) openings.set(opening, [...(openings.get(opening) ?? []), samplesMs]);
  const inOrder = [...openings].sort(([a], [b]) => a - b);
  return inOrder.map(([, lists]) => (lists.length === 1 ? (lists[0] as readonly number[]) : lists.flat()));
}

/** A page that judges a run asks several times of the same series, which may hold a hundred thousand samples. */
const known = new WeakMap<readonly Visit[], OpeningStatistics>();

/**
 * What a series' openings say of its speed; the logarithms are of milliseconds.
 * @param series whose visits don't change: what is found is kept by the list
 */
export function openingsOf({ visits }: Pick<Steady, 'visits'>): OpeningStatistics {
  let found = known.get(visits);
  if (!found) {
    found = ofOpenings(byOpening(visits).map((samplesMs) => Math.log(percentilesOf(samplesMs, [50])[0] as number)));
    known.set(visits, found);
  }
  return found;
}

/**
 * A cell's steady phase as the record keeps it.
 * @param visits in the order made; samples in milliseconds an inference, so with `batch` above 1 a sample's span divided by
 * `batch`. Percentiles then are those of batch means, narrower than single inferences' (flag `batched`).
 * @param options.batch inferences in each sample
 * @param options.flags what the caller knows: `capped`, `paused`, `software-gpu`, `not-isolated`
 * @returns `n` counts samples (n × batch inferences); the median and its interval rest on openings, percentiles on all samples;
 * `flags` gains `few`, `spread`, `drift`, `not-warm`, `batched` where they apply
 * @throws Problem `bad-sample` when there is no sample or an impossible one
 */
export function summarise(visits: readonly Visit[], options: { batch: number; flags?: readonly Flag[] }): Steady {
  const { batch, flags = [] } = options;
  const inOrder = samplesOf({ visits: [...visits] });
  const samples = sorted(inOrder);
  const openings = openingsOf({ visits: [...visits] });
  const n = samples.length;
  const found: Flag[] = [...flags];
  if (n < FEW) found.push('few');
  if (isSpread(samples)) found.push('spread');
  if (trendOf([inOrder]) === 'slower') found.push('drift');
  if (trendOf(byOpening(visits)) === 'faster') found.push('not-warm');
  if (batch > 1) found.push('batched');
  const medianMs = Math.exp(openings.mean);
  const interval = intervalOver(openings);
  return {
    n,
    openings: openings.count,
    // Rounding may carry the only opening's median past its own smallest sample.
    medianMs: openings.count === 1 ? median(samples) : medianMs,
    ...(n >= N_FOR_P90 && { p90Ms: percentile(samples, 90) }),
    ...(n >= N_FOR_P99 && { p99Ms: percentile(samples, 99) }),
    madMs: medianAbsoluteDeviation(samples),
    minMs: at(samples, 0),
    ...(interval && { ci95Ms: interval }),
    batch,
    visits: visits.map((visit) => ({ ...visit, samplesMs: [...visit.samplesMs] })),
    flags: [...new Set(found)],
  };
}

/**
 * Whether the samples lie over more than a quarter of their median, a tenth of them (at least one) left out at each end.
 * The plain range, webai-bench's rule, grows with n: one garbage collection in 64 inferences would flag a steady cell.
 * The ends left out, it takes more than one odd sample in ten. Below five samples `few` says all there is to say.
 */
function isSpread(samples: SortedSamples): boolean {
  const n = samples.length;
  if (n < FEW) return false;
  const cut = Math.max(1, Math.floor(n / 10));
  return at(samples, n - 1 - cut) - at(samples, cut) > SPREAD_SHARE * median(samples);
}

/**
 * Whether stretches got slower or faster as they went on: the last thirds' median lies 10 % from the first thirds', and each of
 * their samples against its counterpart moved that way too often for chance (at most 1 in 100). Heat makes the whole of a cell
 * slower; a cell that gets faster within its openings was timed before it was warm.
 *
 * The test is Cox & Stuart's sign test of the outer thirds ("Some quick sign tests for trend in location and dispersion",
 * Biometrika 42 (1955) 80–95): no assumption on the distribution, no single outlier decides. Seven pairs are the fewest
 * that can pass, so it says nothing below 21 samples in one stretch.
 * @param stretches samples in the order in which they were taken, compared within each stretch only
 */
function trendOf(stretches: readonly (readonly number[])[]): 'slower' | 'faster' | undefined {
  const pairs = stretches.flatMap((inOrder) => {
    const third = Math.floor(inOrder.length / 3);
    return inOrder.slice(0, third).map((first, index) => [first, inOrder.at(index - third) as number] as const);
  });
  if (pairs.length === 0) return undefined;
  const middle = (side: 0 | 1) => median(sorted(pairs.map((pair) => pair[side])));
  const ratio = middle(1) / middle(0);
  const moved = pairs.filter(([first, last]) => first !== last);
  const rises = moved.filter(([first, last]) => last > first).length;
  const unlikely = (count: number) => coinTail(count, moved.length) <= TREND_CHANCE;
  if (ratio > TREND_RATIO && unlikely(rises)) return 'slower';
  return ratio < 1 / TREND_RATIO && unlikely(moved.length - rises) ? 'faster' : undefined;
}
