import type { Random } from '../../domain/random';
import type { Figure, Range } from '../cost/figures';

/** What a side's answer takes. */
export interface Side {
  /** J an answer. */
  readonly joules: Range | null;
  /** US dollars an answer. */
  readonly usd: Figure;
  /** Share of answers that are right. */
  readonly accuracy: Figure;
}

export interface NearSide extends Side {
  /** Measured on this device, warm. */
  readonly samplesMs: ArrayLike<number>;
}

export interface FarSide extends Side {
  /** Simulated, or measured. */
  readonly samplesMs: ArrayLike<number>;
  /** Share of requests that find the far side at all. */
  readonly availability: number;
  /** Until it is noticed that it is away, ms: 0 where the browser knows. */
  readonly noticeMs: number;
}

/** Requests of one size: how often they come, and how long the far side takes for them. */
export interface SizeClass {
  readonly upBytes: number;
  readonly weight: number;
  readonly farMs: ArrayLike<number>;
}

/** An answer of the model that was judged: how sure it was, and whether it was right where that is known. */
export interface JudgedAnswer {
  readonly confidence: number;
  readonly right: boolean | null;
}

/** A text that the device drafts and the far side checks; both sides' samples are then of whole texts. */
export interface Drafting {
  readonly tokens: number;
  /** Of those samples, from the first token to the last, ms: what is left is the way to the first, the prompt's reading included. */
  readonly nearRestMs: number;
  readonly farRestMs: number;
  readonly nearTokenMs: ArrayLike<number>;
  /** One check: there, reading the draft at once, and back. */
  readonly roundMs: ArrayLike<number>;
  /** Chance that a drafted token stands, 0 to 1; null where nobody measured it. */
  readonly acceptance: Figure;
  readonly nearJoulesAToken: Range | null;
  readonly farJoulesARound: Range | null;
  readonly farUsdARound: Figure;
}

export interface Sides {
  readonly near: NearSide;
  readonly far: FarSide;
  readonly sizes?: readonly SizeClass[];
  readonly confidences?: readonly JudgedAnswer[];
  readonly drafting?: Drafting;
}

/** What one request meets, whatever the strategy: then strategies differ by themselves and not by the draw. */
export interface Met {
  readonly nearMs: number;
  /** Infinite where the far side is away. */
  readonly farMs: number;
  readonly upBytes: number;
  readonly judged: JudgedAnswer | undefined;
}

const oneOf = (samples: ArrayLike<number>, uniform: number) => samples[Math.floor(uniform * samples.length)] as number;

/** Draws with replacement from what was measured on one side and simulated on the other, the two independent of each other. */
export function drawMet({ near, far, sizes = [], confidences = [] }: Sides, random: Random): Met {
  const [ofNear, ofFar, ofAway, ofSize, ofJudged] = [random(), random(), random(), random(), random()];
  const size = sizeAt(sizes, ofSize);
  return {
    nearMs: oneOf(near.samplesMs, ofNear),
    farMs: ofAway < far.availability ? oneOf(size?.farMs ?? far.samplesMs, ofFar) : Infinity,
    upBytes: size?.upBytes ?? 0,
    judged: confidences[Math.floor(ofJudged * confidences.length)],
  };
}

function sizeAt(sizes: readonly SizeClass[], uniform: number): SizeClass | undefined {
  let left = uniform * sizes.reduce((sum, { weight }) => sum + weight, 0);
  return sizes.find(({ weight }) => (left -= weight) < 0) ?? sizes.at(-1);
}

/** @returns a sentence where no request could be drawn from these sides; undefined where all is well */
export function sidesProblem({ near, far, sizes, confidences }: Sides): string | undefined {
  const times = [near.samplesMs, far.samplesMs, ...(sizes ?? []).map(({ farMs }) => farMs)];
  if (times.some(({ length }) => length === 0)) return 'There is no plan: a side has no times.';
  const isTime = (ms: number) => ms >= 0 && ms < Infinity;
  if (!times.every((all) => Array.from(all).every(isTime)) || !isTime(far.noticeMs))
    return 'There is no plan: times are finite and from 0 ms.';
  const isKnown = ({ usd, accuracy, joules }: Side) =>
    [usd, joules?.low ?? null, joules?.high ?? null].every((figure) => figure === null || isTime(figure)) &&
    (accuracy === null || (accuracy >= 0 && accuracy <= 1));
  if (!isKnown(near) || !isKnown(far))
    return 'There is no plan: money and energy are finite and from 0, accuracy is from 0 to 100 %.';
  if (!(far.availability >= 0 && far.availability <= 1)) return 'There is no plan: availability is from 0 to 100 %.';
  if (sizes && (sizes.some(({ weight }) => !isTime(weight)) || !sizes.some(({ weight }) => weight > 0)))
    return 'There is no plan: no size of request ever comes.';
  return confidences?.every(({ confidence }) => confidence >= 0 && confidence <= 1) === false
    ? 'There is no plan: a confidence is from 0 to 1.'
    : undefined;
}
