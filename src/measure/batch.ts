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
