import { seededRandom } from '../domain/random';
import type { Flag, Steady } from '../record/record';
import { coinTail } from '../statistics/binomial';
import {
  at,
  median,
  medianAbsoluteDeviation,
  medianInterval,
  percentile,
  sorted,
  type SortedSamples,
} from '../statistics/samples';

/** Fewest samples for each figure to mean anything. */
const FEW = 5;
const N_FOR_P90 = 10;
const N_FOR_P99 = 100;
const SPREAD_SHARE = 0.25;
/** A tenth slower is noticeable, and more than the thirds of a steady run differ by. */
const DRIFT_RATIO = 1.1;
const DRIFT_CHANCE = 0.01;

/**
 * A cell's steady phase as the record keeps it.
 * @param samplesMs one value a sample, in the order taken: milliseconds an inference, so with `batch` above 1 the sample's
 * span divided by `batch`. Percentiles then are those of batch means, narrower than single inferences' (flag `batched`).
 * @param options.batch inferences in each sample
 * @param options.seed of the bootstrap, so that the interval can be computed again
 * @param options.flags what the caller knows: `capped`, `paused`, `software-gpu`, `not-isolated`
 * @returns `n` counts samples (n × batch inferences); `flags` gains `few`, `spread`, `drift`, `batched` where they apply
 * @throws Problem `bad-sample` when there is no sample or an impossible one
 */
export function summarise(
  samplesMs: readonly number[],
  options: { batch: number; seed: number; flags?: readonly Flag[] },
): Steady {
  const { batch, seed, flags = [] } = options;
  const samples = sorted(samplesMs);
  const n = samples.length;
  const found: Flag[] = [...flags];
  if (n < FEW) found.push('few');
  if (isSpread(samples)) found.push('spread');
  if (slowsDown(samplesMs)) found.push('drift');
  if (batch > 1) found.push('batched');
  return {
    n,
    openings: 1,
    medianMs: median(samples),
    ...(n >= N_FOR_P90 && { p90Ms: percentile(samples, 90) }),
    ...(n >= N_FOR_P99 && { p99Ms: percentile(samples, 99) }),
    madMs: medianAbsoluteDeviation(samples),
    minMs: at(samples, 0),
    ...(n >= FEW && { ci95Ms: medianInterval(samples, { random: seededRandom(seed) }) }),
    batch,
    visits: [{ opening: 0, visit: 0, samplesMs: [...samplesMs] }],
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
 * Whether a run got slower as it went on, as heat makes it: the last third's median is over 10 % above the first third's,
 * and each of its samples against its counterpart in the first third is higher too often for chance (at most 1 in 100).
 *
 * The test is Cox & Stuart's sign test of the outer thirds ("Some quick sign tests for trend in location and dispersion",
 * Biometrika 42 (1955) 80–95): no assumption on the distribution, no single outlier decides. Seven pairs are the fewest
 * that can pass, so it says nothing below 21 samples. A run that gets *faster* was warmed up too little, not heated.
 * @param inOrder samples in the order in which they were taken
 */
function slowsDown(inOrder: readonly number[]): boolean {
  const third = Math.floor(inOrder.length / 3);
  if (third === 0) return false;
  const first = inOrder.slice(0, third);
  const last = inOrder.slice(-third);
  if (median(sorted(last)) <= DRIFT_RATIO * median(sorted(first))) return false;
  const differences = last
    .map((sample, index) => sample - (first[index] ?? sample))
    .filter((difference) => difference !== 0);
  const rises = differences.filter((difference) => difference > 0).length;
  return coinTail(rises, differences.length) <= DRIFT_CHANCE;
}

/**
 * Whether two medians differ for sure: both have an interval and the intervals stay apart. Stricter than a test at 5 %
 * (Schenker & Gentleman, The American Statistician 55 (2001) 182–186), so a difference called one is one.
 * @param resolutionMs the clock's tick: a span is read within one tick of the truth, and equal readings have intervals of
 * no width, so the gap must exceed a tick of each side
 */
export function distinguishable(a: Steady, b: Steady, resolutionMs = 0): boolean {
  if (!a.ci95Ms || !b.ci95Ms) return false;
  const gapMs = Math.max(a.ci95Ms[0] - b.ci95Ms[1], b.ci95Ms[0] - a.ci95Ms[1]);
  return gapMs > resolutionMs / a.batch + resolutionMs / b.batch;
}

/** A sample spans at least this many ticks of the clock, so that one tick is at most 5 % of it. */
const TICKS_PER_SAMPLE = 20;
const MAX_BATCH = 1000;
/** Samples that a cell is meant to end with at most: enough for any percentile shown, few enough to be summed up in one frame. */
const SAMPLES_KEPT = 10_000;

/**
 * Inferences to time as one sample, between 1 and 1000.
 * @param medianMs of one inference, from the warm-ups; 0 when all were shorter than a tick, which gives 1000
 * @param resolutionMs the clock's tick
 * @param steadyMs how long the steady phase will take: long ones need larger samples for the record to hold them all
 * @throws RangeError when a duration is negative or not a number, or the tick is not positive
 */
export function batchFor(medianMs: number, resolutionMs: number, steadyMs = 0): number {
  if (!(medianMs >= 0 && resolutionMs > 0 && steadyMs >= 0))
    throw new RangeError(
      `No batch fits a median of ${medianMs} ms on a clock of ${resolutionMs} ms for ${steadyMs} ms.`,
    );
  const sampleMs = Math.max(TICKS_PER_SAMPLE * resolutionMs, steadyMs / SAMPLES_KEPT);
  return Math.min(MAX_BATCH, Math.max(1, Math.ceil(sampleMs / medianMs)));
}
