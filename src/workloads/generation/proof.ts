import { Problem } from '../../domain/problem';
import type { Tolerance } from '../../models/tolerance';
import type { Agreement } from '../../record/record';
import type { Form } from './forms/form';
import type { TokensReference } from './reference';
import type { Likely } from './sampler';
import { GREEDY } from './sampling';

/** A slow device proves with fewer tokens: so many at least, and no more once this time is over. */
const FEWEST = 32;
const LONGEST_MS = 30_000;
/** Where somebody waits: what breaks an engine shows within these, and a runtime that has just begun takes ten times as long for each. */
const BRIEF = 8;

/** Logits that lie closer than this may change places with the order of a sum: such a position proves nothing. */
const TIE = 0.01;

export interface Forced {
  readonly compared: number;
  /** Positions at which the likeliest token is the reference's. */
  readonly matches: number;
  /** Largest difference of the likeliest two logits' distance, and that as a share of the largest distance. */
  readonly maxAbs: number;
  readonly maxRel: number;
}

/** The logits' distance from what was told of probabilities: their ratio's logarithm. Below 0 where the order is another. */
function marginOf(told: readonly Likely[], top: number): number | undefined {
  const own = told.find(({ token }) => token === top);
  const other = told.find(({ token }) => token !== top);
  return own && other && own.share > 0 && other.share > 0 ? Math.log(own.share / other.share) : undefined;
}

/**
 * Compares position by position, so that one early difference doesn't cascade.
 * @param told the likeliest tokens after each of the reference's
 */
export function compareForced(told: readonly (readonly Likely[])[], { top, margins }: TokensReference): Forced {
  let matches = 0;
  let maxAbs = 0;
  for (const [at, likely] of told.entries()) {
    if (!likely.every(({ share }) => Number.isFinite(share)))
      throw new Problem('wrong-answer', `The network’s probabilities at position ${at} are no numbers.`);
    const expected = top[at] as number;
    const margin = margins[at] as number;
    const own = marginOf(likely, expected);
    if (likely[0]?.token === expected || (own !== undefined && margin < TIE)) matches++;
    if (own !== undefined) maxAbs = Math.max(maxAbs, Math.abs(own - margin));
  }
  return { compared: told.length, matches, maxAbs, maxRel: maxAbs / Math.max(...margins) };
}

/** How many tokens are the reference's from the first on. */
export function agreeingFrom(start: readonly number[], reference: readonly number[]): number {
  const parts = start.findIndex((token, at) => token !== reference[at]);
  return parts < 0 ? start.length : parts;
}

export interface ProofOptions {
  readonly tolerance: Tolerance;
  readonly madeBy: string;
  /** Whether the weights are the reference's own: then every token of greedy decoding must be too. */
  readonly isExact: boolean;
  /** As few tokens as show that something is broken. */
  readonly isBrief?: boolean;
  readonly between: () => Promise<void>;
}

/** Forced and greedy decoding against the reference. The form's cache is empty afterwards. */
export async function proveTokens(form: Form, reference: TokensReference, options: ProofOptions): Promise<Agreement> {
  const { tolerance, madeBy, isExact, isBrief, between } = options;
  const started = performance.now();
  const [fewest, longestMs] = isBrief ? [BRIEF, 0] : [FEWEST, LONGEST_MS];
  const goesOn = (done: number) => done < fewest || performance.now() - started < longestMs;

  await form.rewind(0);
  const told: (readonly Likely[])[] = [];
  while (told.length < reference.forced.length && goesOn(told.length)) {
    told.push(...(await form.follow(reference.forced.slice(told.length, told.length + fewest), between)));
  }
  const forced = compareForced(told, reference);

  await form.rewind(0);
  const written: number[] = [];
  let next = reference.promptTokens;
  while (written.length < reference.greedy.length && goesOn(written.length)) {
    await between();
    const steps = Math.min(form.mostSteps, isBrief ? BRIEF : 16, reference.greedy.length - written.length);
    const ask = { sampling: GREEDY, uniforms: new Float32Array(steps), seen: [], endTokens: [] };
    const more = await form.write({ ids: next, steps, ...ask }, between);
    written.push(...more.map(({ token }) => token));
    next = written.slice(-1);
  }
  await form.rewind(0);
  const same = agreeingFrom(written, reference.greedy);

  const { measure, limit, better } = tolerance.task;
  const value = forced.matches / forced.compared;
  const isWithin = forced.maxAbs <= tolerance.maxAbs && forced.maxRel <= tolerance.maxRel;
  // Of few tokens one more or less is a large share: what is broken agrees in hardly any.
  const asked = isBrief ? limit / 2 : limit;
  const agrees = better === 'higher' ? value >= asked : value <= limit;
  return {
    reference: madeBy,
    maxAbs: forced.maxAbs,
    maxRel: forced.maxRel,
    task: { measure, value, limit },
    tokens: { forced: forced.compared, matches: forced.matches, greedy: written.length, same },
    pass: isWithin && agrees && (!isExact || same === written.length),
  };
}
