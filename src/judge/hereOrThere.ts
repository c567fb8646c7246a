import type { Far } from '../record/record';
import { inMs } from '../domain/words';
import { kilobytes } from '../far/format';

export interface Contest {
  /** Steady median inference on this device, ms, and its 95 % interval where there is one. */
  readonly inferenceMs: number;
  readonly inferenceCi?: readonly [number, number];
  /** Pre- and post-processing and messaging here, ms: the far figure holds their counterparts, software and payload. */
  readonly besideMs?: number;
  /** The far side as it is, and the round trip it was simulated with, ms. */
  readonly far: Far;
  readonly rttMs: number;
  /** The same far side, same seed, at another round trip (ms). */
  readonly simulate: (rttMs: number) => Far;
}

export interface HeadlinePart {
  readonly text: string;
  readonly tone?: 'near' | 'far';
}

export interface Verdict {
  readonly winner: 'here' | 'there' | 'too close to call';
  /** Far median ÷ near total, connection open: above 1 the device is the faster. */
  readonly ratio: number;
  /** The round trip at which both take as long, ms; absent where the cloud loses even at 0. */
  readonly breakEvenRttMs?: number;
  readonly headline: { readonly parts: readonly HeadlinePart[] };
  /** The headline as plain text. */
  readonly sentence: string;
  readonly because: string;
  /** What the near total is made of, where inference is not nearly all of it. */
  readonly itemised?: string;
}

/** One answer on this device, from input to answer: ms, and the interval that its inference brings with it. */
interface Near {
  readonly totalMs: number;
  readonly ci: readonly [number, number];
}

/** How far apart two medians must be before a simulation, made of assumptions, may name a winner. */
const CLOSE_SHARE = 0.1;

/** Below this share of the inference, what comes before and after it is not worth a line. */
const BESIDE_SHARE = 0.05;

/** No network in use is slower (the profiles' slowest, 2G, takes 1,300 ms). */
const LONGEST_RTT_MS = 2000;

/**
 * Says whether the model answers sooner here or through the cloud, and from which round trip on.
 * The near side is the whole answer, not its inference alone, as the far side is.
 * @throws RangeError when the near median is not above 0
 */
export function hereOrThere(contest: Contest): Verdict {
  const { inferenceMs, inferenceCi = [inferenceMs, inferenceMs], besideMs = 0, far } = contest;
  if (!(inferenceMs > 0 && Number.isFinite(inferenceMs))) {
    throw new RangeError(`A median is above 0 ms, not ${inferenceMs}.`);
  }
  const near: Near = {
    totalMs: inferenceMs + besideMs,
    ci: [inferenceCi[0] + besideMs, inferenceCi[1] + besideMs],
  };
  const farMs = far.totalMs.median;
  const close = farMs >= near.ci[0] * (1 - CLOSE_SHARE) && farMs <= near.ci[1] * (1 + CLOSE_SHARE);
  const winner = close ? 'too close to call' : farMs > near.totalMs ? 'here' : 'there';
  const adjacent = contest.simulate(0);
  const adjacentMs = adjacent.totalMs.median;
  const breakEvenRttMs = adjacentMs < near.totalMs ? breakEven(near, contest.simulate, adjacentMs) : undefined;
  const parts = headline(winner, near, contest);
  return {
    winner,
    ratio: farMs / near.totalMs,
    breakEvenRttMs,
    headline: { parts },
    sentence: parts.map((part) => part.text).join(''),
    because: reason(winner, near, contest, adjacent, breakEvenRttMs),
    itemised:
      besideMs > BESIDE_SHARE * inferenceMs
        ? `${inMs(inferenceMs)} of inference, ${inMs(besideMs)} before and after it.`
        : undefined,
  };
}

/**
 * The round trip at which the far median meets the near one, to 0.1 ms or 0.5 %. The far median grows steadily with it,
 * one seed meeting the same luck at each, and nearly in a line: false position in the Illinois variant (Dowell & Jarratt,
 * BIT 11, 1971) needs three or four simulations where halving the bracket needs ten.
 * @param adjacentMs the far median at a round trip of 0, below the near total
 */
function breakEven({ totalMs }: Near, simulate: Contest['simulate'], adjacentMs: number): number {
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
    // A millisecond of round trip is about a millisecond of total, so the miss in one is the miss in the other.
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

function headline(winner: Verdict['winner'], { totalMs }: Near, { far, rttMs }: Contest): HeadlinePart[] {
  const near = inMs(totalMs);
  const there: HeadlinePart = { text: inMs(far.totalMs.median), tone: 'far' };
  const cloud = ` through a simulated cloud ${inMs(rttMs)} away`;
  switch (winner) {
    case 'here':
      return [
        { text: 'Here', tone: 'near' },
        { text: ` wins: ${near} on this device, ` },
        there,
        { text: `${cloud}.` },
      ];
    case 'there':
      return [
        { text: 'The cloud', tone: 'far' },
        { text: ' wins: ' },
        there,
        { text: `${cloud}, ` },
        { text: near, tone: 'near' },
        { text: ' on this device.' },
      ];
    case 'too close to call':
      return [
        { text: 'Too close to call: ' },
        { text: near, tone: 'near' },
        { text: ' on this device, ' },
        there,
        { text: `${cloud}.` },
      ];
  }
}

function reason(
  winner: Verdict['winner'],
  { totalMs }: Near,
  { inferenceMs, far, rttMs }: Contest,
  adjacent: Far,
  breakEvenRttMs: number | undefined,
): string {
  const tooClose = 'The two are closer than the simulation can tell apart';
  if (breakEvenRttMs === undefined) {
    return winner === 'here'
      ? `No round trip is short enough: ${costWithoutDistance(adjacent, totalMs)}.`
      : `${tooClose}, and no shorter round trip would change that.`;
  }
  const even = inMs(breakEvenRttMs);
  switch (winner) {
    case 'here':
      return `The cloud would win only below a round trip of ${even}; this network’s is ${inMs(rttMs)}.`;
    case 'there': {
      const work = `the work takes ${inMs(inferenceMs)} here and ${inMs(legsMs(far, ['compute']))} on the server’s chip`;
      return breakEvenRttMs > LONGEST_RTT_MS
        ? `The cloud wins at any round trip a network in use has: ${work}.`
        : `The cloud wins up to a round trip of ${even}: ${work}.`;
    }
    case 'too close to call':
      return `${tooClose}; they break even at a round trip of about ${even}.`;
  }
}

/** Why the cloud loses with the server next door, as a clause. */
function costWithoutDistance(adjacent: Far, nearMs: number): string {
  const sendingMs = legsMs(adjacent, ['upload', 'download']);
  const servingMs = legsMs(adjacent, ['queue', 'software', 'compute']);
  const { upBytes, downBytes } = adjacent.payload;
  const moving = upBytes >= downBytes ? `sending ${kilobytes(upBytes)}` : `fetching ${kilobytes(downBytes)} of answer`;
  if (sendingMs >= nearMs) return `${moving} alone takes ${inMs(sendingMs)}, longer than the ${inMs(nearMs)} here`;
  if (servingMs >= nearMs) {
    return `the server’s queue, software and chip alone take ${inMs(servingMs)}, longer than the ${inMs(nearMs)} here`;
  }
  return `${moving} (${inMs(sendingMs)}) and the server’s own time (${inMs(servingMs)}) add up to more than the ${inMs(nearMs)} here`;
}

function legsMs(far: Far, ids: readonly string[]): number {
  return far.timeline.warm.reduce((sum, leg) => (ids.includes(leg.id) ? sum + leg.ms : sum), 0);
}
