import { Problem } from '../../domain/problem';
import { seededRandom } from '../../domain/random';
import { median, medianInterval, sorted } from '../../statistics/samples';

/** As in the protocol: a duration of fewer ticks is the clock's, not the work's. */
const LEAST_TICKS = 20;
/** A clock so coarse that a repeat would take longer is not waited for. */
const LONGEST_REPEAT_MS = 1000;

export interface RepeatRule {
  readonly least: number;
  readonly most: number;
  /** Repeats go on until they took so long together … */
  readonly enoughMs: number;
  /** … and end after this whatever their number, save that there are three. */
  readonly capMs: number;
}

export const repeatRule: RepeatRule = { least: 9, most: 60, enoughMs: 900, capMs: 4000 };
const FEWEST = 3;

export interface Repeats {
  /** One for each repeat, ms of one run: a repeat may hold several. */
  readonly samplesMs: readonly number[];
  /** Runs in each repeat. */
  readonly batch: number;
}

/**
 * Runs that fill a repeat, so that the clock can tell it.
 * @param runMs what one run took, 0 where the clock saw nothing
 * @throws Problem `bad-sample` where the clock is too coarse for any repeat of bearable length
 */
export function batchFor(runMs: number, resolutionMs: number): number {
  const wantedMs = LEAST_TICKS * resolutionMs;
  if (wantedMs > LONGEST_REPEAT_MS) {
    throw new Problem(
      'bad-sample',
      `This browser’s clock has steps of ${resolutionMs} ms: too coarse to time this. Nothing is reported.`,
    );
  }
  return Math.max(1, Math.ceil(wantedMs / Math.max(runMs, resolutionMs / LEAST_TICKS)));
}

/** Times repeats of some work, after one that isn't timed. @param run resolves when all of it is done */
export async function repeat(
  run: () => Promise<void> | void,
  resolutionMs: number,
  rule: RepeatRule = repeatRule,
  now: () => number = () => performance.now(),
): Promise<Repeats> {
  await run();
  const before = now();
  await run();
  const batch = batchFor(now() - before, resolutionMs);
  const samplesMs: number[] = [];
  let togetherMs = 0;
  while (samplesMs.length < rule.most) {
    const isEnough = samplesMs.length >= rule.least && togetherMs >= rule.enoughMs;
    if (isEnough || (samplesMs.length >= FEWEST && togetherMs >= rule.capMs)) break;
    const start = now();
    for (let i = 0; i < batch; i++) await run();
    const tookMs = now() - start;
    samplesMs.push(tookMs / batch);
    togetherMs += tookMs;
  }
  return { samplesMs, batch };
}

/**
 * The rate that repeats of the same work came to.
 * @param work of one run, in operations or bytes
 * @returns by the median, with a 95 % interval of it over the repeats
 * @throws Problem `bad-sample` where a repeat took no time at all
 */
export function rateOf({ samplesMs }: Repeats, work: number) {
  const samples = sorted(samplesMs);
  const [low, high] = medianInterval(samples, { random: seededRandom(1) });
  const perSecond = (ms: number) => (1000 * work) / ms;
  return {
    perSecond: perSecond(median(samples)),
    interval: [perSecond(high), perSecond(low)] as const,
    n: samples.length,
  };
}
