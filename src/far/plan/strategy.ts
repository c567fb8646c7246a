import * as v from 'valibot';

/** Nobody waits for longer. */
export const MOST_MS = 600_000;

const ms = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(MOST_MS));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** Who answers a request, and who when that one is late, unsure or away. */
export const strategySchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('near-only') }),
  v.strictObject({ kind: v.literal('far-only') }),
  /**
   * The far side is asked once the device is late. `race`: the device goes on, and the first answer counts (a hedged request: Dean &
   * Barroso, "The Tail at Scale", CACM 56, 2013). `leave`: its worker is ended, and has to be opened again.
   */
  v.strictObject({ kind: v.literal('near-first'), deadlineMs: ms, whenLate: v.picklist(['race', 'leave']) }),
  /** What is small enough to send is answered far. */
  v.strictObject({ kind: v.literal('by-size'), mostFarBytes: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }),
  /** The far side is asked where the near answer isn't sure enough. */
  v.strictObject({ kind: v.literal('by-confidence'), leastConfidence: share }),
  /** Both are asked at once, and the first answer counts. */
  v.strictObject({ kind: v.literal('hedge') }),
  /** The device writes so many tokens, and the far side reads them at once and keeps those that it would have written. */
  v.strictObject({
    kind: v.literal('speculative'),
    draftTokens: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(64)),
  }),
  /** The device answers where the far side is away, or hasn't answered by then; the first answer counts. */
  v.strictObject({ kind: v.literal('offline-fallback'), giveUpMs: ms }),
]);

export type Strategy = v.InferOutput<typeof strategySchema>;
