import * as v from 'valibot';
import type { Figure } from '../cost/figures';
import type { Ends } from '../interval';
import type { Refusal } from '../server';
import type { Outcome } from './plan';
import { MOST_MS, strategySchema, type Strategy } from './strategy';

const figure = v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0)));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

/** A choice that a program can follow, with what it rests on and what it promises. */
export const planSchema = v.strictObject({
  version: v.literal(1),
  model: id,
  /** The network and the server that were simulated. */
  profile: id,
  server: id,
  seed: v.pipe(v.number(), v.safeInteger()),
  strategy: strategySchema,
  /** A request; null is unknown. */
  expected: v.strictObject({
    p50Ms: figure,
    p90Ms: figure,
    p99Ms: figure,
    /** The 90th percentile with the server's time at either end of its 80 % interval, the lower one first; absent where it has none. */
    p90BetweenMs: v.optional(v.tuple([figure, figure])),
    failedShare: share,
    nearShare: share,
    usd: figure,
    joules: v.nullable(v.strictObject({ low: v.pipe(v.number(), v.finite()), high: v.pipe(v.number(), v.finite()) })),
    accuracy: v.nullable(share),
  }),
});

export type Plan = v.InferOutput<typeof planSchema>;

/** Four digits: a simulation tells no more. */
const short = (figure: Figure): Figure => figure && Number(figure.toPrecision(4));

/** @param ends the same strategy's outcomes with the server's time at either end of its interval */
export function planOf(
  { strategy, p50, p90, p99, failedShare, nearShare, usd, joules, accuracy }: Omit<Outcome, 'sortedMs'>,
  about: Pick<Plan, 'model' | 'profile' | 'server' | 'seed'>,
  ends?: Pick<Ends<Pick<Outcome, 'p90'>>, 'faster' | 'slower'>,
): Plan {
  const { model, profile, server, seed } = about;
  const between = ends && { p90BetweenMs: [short(ends.faster.p90), short(ends.slower.p90)] as [Figure, Figure] };
  const expected = {
    p50Ms: short(p50),
    p90Ms: short(p90),
    p99Ms: short(p99),
    ...between,
    failedShare: short(failedShare) ?? 0,
    nearShare: short(nearShare) ?? 0,
    usd: short(usd),
    joules: joules && { low: short(joules.low) ?? 0, high: short(joules.high) ?? 0 },
    accuracy: short(accuracy),
  };
  return { version: 1, model, profile, server, seed, strategy, expected };
}

const LONGEST = 20_000;

/** Reads a config that {@link planOf} made, or somebody else did. */
export function readPlan(text: string): Plan | Refusal {
  if (text.length > LONGEST) return { problem: 'That is no plan: it is too long.' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'That is no plan: it isn’t JSON.' };
  }
  const read = v.safeParse(planSchema, value);
  if (read.success) return read.output;
  const [issue] = read.issues;
  const path = v.getDotPath(issue);
  return { problem: `That is no plan: ${path ? `${path.slice(0, 60)} ` : ''}isn’t as it should be.` };
}

/** The strategies that are tried unless others are asked for: each kind at figures from what was measured. */
export function usualStrategies(
  nearMs: { readonly p50: number; readonly p90: number },
  farMs: { readonly p90: number },
): Strategy[] {
  const whole = (ms: number) => Math.min(MOST_MS, Math.round(ms));
  return [
    { kind: 'near-only' },
    { kind: 'far-only' },
    { kind: 'near-first', deadlineMs: whole(nearMs.p90), whenLate: 'race' },
    { kind: 'near-first', deadlineMs: whole(nearMs.p90), whenLate: 'leave' },
    { kind: 'by-size', mostFarBytes: 100_000 },
    { kind: 'by-confidence', leastConfidence: 0.8 },
    { kind: 'hedge' },
    { kind: 'speculative', draftTokens: 4 },
    { kind: 'offline-fallback', giveUpMs: whole(farMs.p90) },
  ];
}
