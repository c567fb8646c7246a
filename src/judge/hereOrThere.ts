import type { Contest, HeadlinePart, SideVerdict } from './contest';
import { because, headline, itemised } from './hereOrThereWords';
import { CLOSE_SHARE, closeBounds, type Limits } from './limits';
import type { NearAnswer } from './near';

export interface Verdict {
  readonly near: NearAnswer;
  /** The connection is open already. */
  readonly warm: SideVerdict;
  /** The first request, which opens it. */
  readonly cold: SideVerdict;
  readonly limits: Limits;
  readonly headline: { readonly parts: readonly HeadlinePart[] };
  /** The headline as plain text. */
  readonly sentence: string;
  readonly because: string;
  /** What the near total is made of, where inference is not nearly all of it or it is the middle of several targets. */
  readonly itemised?: string;
}

/**
 * Says whether the model answers sooner here or through the cloud, with its connection open and with one to open first,
 * and from which distance on. The near side is the whole answer, not its inference alone, as the far side is.
 */
export function hereOrThere(contest: Contest): Verdict {
  const { near, far, limits } = contest;
  const warm = sideVerdict(near, far.totalMs.median);
  const cold = sideVerdict(near, far.coldTotalMs.median);
  const found = { ...contest, warm, cold };
  const parts = headline(found);
  return {
    near,
    warm,
    cold,
    limits,
    headline: { parts },
    sentence: parts.map((part) => part.text).join(''),
    because: because(found),
    itemised: itemised(near),
  };
}

/**
 * One state of the connection taken.
 * @param farMs the far side's median
 */
export function sideVerdict({ totalMs, spreadMs }: NearAnswer, farMs: number): SideVerdict {
  const ratio = farMs / totalMs;
  const [low, high] = closeBounds(spreadMs);
  if (farMs < low || farMs > high) return { winner: farMs > totalMs ? 'here' : 'there', farMs, ratio };
  const isNear = Math.abs(ratio - 1) <= CLOSE_SHARE;
  return { winner: 'too close to call', farMs, ratio, closeFor: isNear ? 'simulation' : 'spread' };
}
