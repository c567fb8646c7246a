import { isOnSoftware, obstacleOn, type Offers } from '../runtimes/needs';
import { capabilityOf, takesThreads, type Target } from '../runtimes/target';
import type { Environment } from '../record/record';

/** What the wait for a model's first answer depends on. */
export interface FirstAnswerFacts {
  readonly environment: Offers & Partial<Pick<Environment, 'sharedMemory'>>;
  /** Multiply–accumulates of one inference. */
  readonly macs: number;
  /** Operators that one inference calls there. */
  readonly operators: (target: Target) => number;
  /** Inferences that an answer takes: tokens of a text. */
  readonly inferences: number;
  /** Bytes of runtime and weights that opening the target still fetches. */
  readonly bytesToCome: (target: Target) => number;
  /** Whether the target can load the model at all. */
  readonly canLoad: (target: Target) => boolean;
  /** Bytes a millisecond that the connection brings. */
  readonly bytesPerMs: number;
}

/** A GPU in software, as SwiftShader is on two cores: minutes for what takes a GPU milliseconds. */
const SOFTWARE_START_MS = 5000;
const SOFTWARE_MACS_PER_MS = 0.3e6;
/** A GPU in software takes every core for minutes, WebGPU the longest; one that is missing answers nothing. */
const LAST_MS = 1e9;
/** Two threads and more against one. */
const ONE_THREAD = 1.5;

/** Answers that are to come of a target for its speed to be worth a longer wait for the first. */
const ANSWERS_WANTED = 100;

/** What a target is guessed to take, ms. */
export interface Guess {
  /** For what is not here yet. */
  readonly fetchMs: number;
  /** From there to the first answer, without the answer itself. */
  readonly startMs: number;
  /** Each inference, warm. */
  readonly inferenceMs: number;
}

/** @returns undefined where it answers nothing: it can't load the model, or the device lacks what it needs */
export function guessOf(target: Target, facts: FirstAnswerFacts): Guess | undefined {
  const { environment, macs, operators, canLoad, bytesToCome, bytesPerMs } = facts;
  if (!canLoad(target) || obstacleOn(target, environment)) return undefined;
  const { startMs, macsPerMs, operatorMs } = capabilityOf(target) ?? { startMs: 0, macsPerMs: 1, operatorMs: 0 };
  const fetchMs = bytesToCome(target) / bytesPerMs;
  if (isOnSoftware(target, environment))
    return { fetchMs, startMs: SOFTWARE_START_MS, inferenceMs: macs / SOFTWARE_MACS_PER_MS };
  const alone = target.threads === 1 || (takesThreads(target) && environment.sharedMemory === false);
  const macsMs = ((alone ? ONE_THREAD : 1) * macs) / macsPerMs;
  return { fetchMs, startMs, inferenceMs: macsMs + operators(target) * operatorMs };
}

/** From everything fetched to the first answer, ms. */
function startToAnswerMs(target: Target, facts: FirstAnswerFacts): number {
  const { environment, canLoad, inferences } = facts;
  // It answers nothing, and says so at once.
  if (!canLoad(target)) return 2 * LAST_MS;
  const guess = guessOf(target, facts);
  if (!guess || isOnSoftware(target, environment)) return LAST_MS - (capabilityOf(target)?.startMs ?? 0);
  return guess.startMs + inferences * guess.inferenceMs;
}

/**
 * The order in which targets are opened, so that the first answer comes soon: what is still to be fetched weighs as much as what
 * is expected to be fast. On a slow phone 14 MB of a runtime that is a little faster kept everybody waiting for 55 s.
 */
export function bestFirst(targets: readonly Target[], facts: FirstAnswerFacts): Target[] {
  const waitMs = (target: Target) => facts.bytesToCome(target) / facts.bytesPerMs + startToAnswerMs(target, facts);
  return [...targets].sort((a, b) => waitMs(a) - waitMs(b));
}

/**
 * The order in which targets are tried where one is enough: the likeliest to be the best first, that is the one from which a
 * hundred answers would have come soonest, what it still fetches counted in. One that proved the fastest here before leads.
 * @param proven id of that target
 */
export function likeliestFirst(targets: readonly Target[], facts: FirstAnswerFacts, proven?: string): Target[] {
  const rank = (target: Target) => {
    const guess = guessOf(target, facts);
    if (!guess || isOnSoftware(target, facts.environment)) return startToAnswerMs(target, facts);
    if (target.id === proven) return -1;
    return guess.fetchMs + guess.startMs + ANSWERS_WANTED * facts.inferences * guess.inferenceMs;
  };
  return [...targets].sort((a, b) => rank(a) - rank(b));
}
