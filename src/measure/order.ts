import { isOnSoftware, obstacleOn, type Offers } from '../runtimes/needs';
import { capabilityOf, type Target } from '../runtimes/target';

/** What the wait for a model's first answer depends on. */
export interface FirstAnswerFacts {
  readonly environment: Offers;
  /** Multiply–accumulates of one answer. */
  readonly macs: number;
  /** Bytes of runtime and weights that opening the target still fetches. */
  readonly bytesToCome: (target: Target) => number;
  /** Whether the target can load the model at all. */
  readonly canLoad: (target: Target) => boolean;
  /** Bytes a millisecond that the connection brings. */
  readonly bytesPerMs: number;
}

/** A GPU in software takes every core for minutes, WebGPU the longest; one that is missing answers nothing. */
const LAST_MS = 1e9;
/** Two threads and more against one. */
const ONE_THREAD = 1.5;

/** From everything fetched to the first answer, ms. */
function startToAnswerMs(target: Target, { environment, macs, canLoad }: FirstAnswerFacts): number {
  const { startMs, macsPerMs } = capabilityOf(target) ?? { startMs: 0, macsPerMs: 1 };
  // It answers nothing, and says so at once.
  if (!canLoad(target)) return 2 * LAST_MS;
  if (isOnSoftware(target, environment) || obstacleOn(target, environment)) return LAST_MS - startMs;
  return startMs + ((target.threads === 1 ? ONE_THREAD : 1) * macs) / macsPerMs;
}

/**
 * The order in which targets are opened, so that the first answer comes soon: what is still to be fetched weighs as much as what
 * is expected to be fast. On a slow phone 14 MB of a runtime that is a little faster kept everybody waiting for 55 s.
 */
export function bestFirst(targets: readonly Target[], facts: FirstAnswerFacts): Target[] {
  const waitMs = (target: Target) => facts.bytesToCome(target) / facts.bytesPerMs + startToAnswerMs(target, facts);
  return [...targets].sort((a, b) => waitMs(a) - waitMs(b));
}
