import type { Contest, HeadlinePart, SideVerdict } from './contest';
import { because, headline, itemised } from './hereOrThereWords';
import type { NearAnswer } from './near';

export interface Verdict {
  /** The connection is open already. */
  readonly warm: SideVerdict;
  /** The first request, which opens it. */
  readonly cold: SideVerdict;
  /** The round trip at which both take as long, the connection open, ms; absent where the cloud loses even at 0. */
  readonly breakEvenRttMs?: number;
  readonly headline: { readonly parts: readonly HeadlinePart[] };
  /** The headline as plain text. */
  readonly sentence: string;
  readonly because: string;
  /** What the near total is made of, where inference is not nearly all of it or it is the middle of several targets. */
  readonly itemised?: string;
}

/** How far apart two medians must be before a simulation, made of assumptions, may name a winner. */
const CLOSE_SHARE = 0.1;

/**
 * Says whether the model answers sooner here or through the cloud, with its connection open and with one to open first,
 * and from which round trip on. The near side is the whole answer, not its inference alone, as the far side is.
 * @throws RangeError when the near total is not above 0
 */
export function hereOrThere(contest: Contest): Verdict {
  const { near, far, simulate } = contest;
  if (!(near.totalMs > 0 && Number.isFinite(near.totalMs))) {
    throw new RangeError(`A median is above 0 ms, not ${near.totalMs}.`);
  }
  const warm = sideVerdict(near, far.totalMs.median);
  const cold = sideVerdict(near, far.coldTotalMs.median);
  const adjacent = simulate(0);
  const adjacentMs = adjacent.totalMs.median;
  const breakEvenRttMs = adjacentMs < near.totalMs ? breakEven(near, simulate, adjacentMs) : undefined;
  const found = { ...contest, warm, cold, adjacent, breakEvenRttMs };
  const parts = headline(found);
  return {
    warm,
    cold,
    breakEvenRttMs,
    headline: { parts },
    sentence: parts.map((part) => part.text).join(''),
    because: because(found),
    itemised: itemised(near),
  };
}

function sideVerdict({ totalMs, spreadMs: [low, high] }: NearAnswer, farMs: number): SideVerdict {
  const ratio = farMs / totalMs;
  const within = (least: number, most: number) =>
    farMs >= least * (1 - CLOSE_SHARE) && farMs <= most * (1 + CLOSE_SHARE);
  if (!within(low, high)) return { winner: farMs > totalMs ? 'here' : 'there', farMs, ratio };
  return { winner: 'too close to call', farMs, ratio, closeFor: within(totalMs, totalMs) ? 'simulation' : 'spread' };
}

/**
 * The round trip at which the far median meets the near one, to 0.1 ms or 0.5 %. The far median grows steadily with it,
 * one seed meeting the same luck at each, and nearly in a line: false position in the Illinois variant (Dowell & Jarratt,
 * BIT 11, 1971) needs three or four simulations where halving the bracket needs ten.
 * @param adjacentMs the far median at a round trip of 0, below the near total
 */
function breakEven({ totalMs }: NearAnswer, simulate: Contest['simulate'], adjacentMs: number): number {
  const excessAt = (rttMs: number) => simulate(rttMs).totalMs.median - totalMs;
  let [low, lowExcess] = [0, adjacentMs - totalMs];
  // A request crosses the whole round trip, so at twice the near total the cloud has lost, whatever the jitter's skew.
  let high = 2 * totalMs;
  let highExcess = excessAt(high);
  let lastSign = 0;
  let rttMs = low;
  for (let step = 0; step < 50; step++) {
    rttMs = low - (lowExcess * (high - low)) / (highExcess - lowExcess);
    const excess = excessAt(rttMs);
    // A millisecond of round trip is at least a millisecond of total, so the miss in one bounds the miss in the other.
    if (Math.abs(excess) <= Math.max(0.1, 0.005 * rttMs)) break;
    if (excess < 0) {
      [low, lowExcess] = [rttMs, excess];
      if (lastSign < 0) highExcess /= 2;
    } else {
      [high, highExcess] = [rttMs, excess];
      if (lastSign > 0) lowExcess /= 2;
    }
    lastSign = Math.sign(excess);
  }
  return rttMs;
}
