import type { Far } from '../results/record';
import { kilobytes, milliseconds } from './format';

export interface Contest {
  /** Steady median on this device, ms, and its 95 % interval where there is one. */
  readonly nearMedianMs: number;
  readonly nearCi?: readonly [number, number];
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
  /** Far median ÷ near median, connection open: above 1 the device is the faster. */
  readonly ratio: number;
  /** The round trip at which both take as long, ms; absent where the cloud loses even at 0. */
  readonly breakEvenRttMs?: number;
  readonly headline: { readonly parts: readonly HeadlinePart[] };
  /** The headline as plain text. */
  readonly sentence: string;
  readonly because: string;
}

/** How far apart two medians must be before a simulation, made of assumptions, may name a winner. */
const CLOSE_SHARE = 0.1;

/** No network in use is slower (the profiles' slowest, 2G, takes 1,300 ms). */
const LONGEST_RTT_MS = 2000;

/**
 * Says whether the model answers sooner here or through the cloud, and from which round trip on.
 * @throws RangeError when the near median is not above 0
 */
export function hereOrThere(contest: Contest): Verdict {
  const { nearMedianMs, nearCi = [nearMedianMs, nearMedianMs], far } = contest;
  if (!(nearMedianMs > 0 && Number.isFinite(nearMedianMs))) {
    throw new RangeError(`A median is above 0 ms, not ${nearMedianMs}.`);
  }
  const farMs = far.totalMs.median;
  const close = farMs >= nearCi[0] * (1 - CLOSE_SHARE) && farMs <= nearCi[1] * (1 + CLOSE_SHARE);
  const winner = close ? 'too close to call' : farMs > nearMedianMs ? 'here' : 'there';
  const adjacent = contest.simulate(0);
  const adjacentMs = adjacent.totalMs.median;
  const breakEvenRttMs = adjacentMs < nearMedianMs ? breakEven(contest, adjacentMs) : undefined;
  const parts = headline(winner, contest);
  return {
    winner,
    ratio: farMs / nearMedianMs,
    breakEvenRttMs,
    headline: { parts },
    sentence: parts.map((part) => part.text).join(''),
    because: reason(winner, contest, adjacent, breakEvenRttMs),
  };
}

/**
 * The round trip at which the far median meets the near one, to 0.1 ms or 0.5 %. The far median grows steadily with it,
 * one seed meeting the same luck at each, and nearly in a line: false position in the Illinois variant (Dowell & Jarratt,
 * BIT 11, 1971) needs three or four simulations where halving the bracket needs ten.
 * @param adjacentMs the far median at a round trip of 0, below the near median
 */
function breakEven({ nearMedianMs, simulate }: Contest, adjacentMs: number): number {
  const excessAt = (rttMs: number) => simulate(rttMs).totalMs.median - nearMedianMs;
  let [low, lowExcess] = [0, adjacentMs - nearMedianMs];
  // A request crosses the whole round trip, so at twice the near median the cloud has lost, whatever the jitter's skew.
  let high = 2 * nearMedianMs;
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

function headline(winner: Verdict['winner'], { nearMedianMs, far, rttMs }: Contest): HeadlinePart[] {
  const near = milliseconds(nearMedianMs);
  const there: HeadlinePart = { text: milliseconds(far.totalMs.median), tone: 'far' };
  const cloud = ` through a cloud ${milliseconds(rttMs)} away`;
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
  { nearMedianMs, far, rttMs }: Contest,
  adjacent: Far,
  breakEvenRttMs: number | undefined,
): string {
  const tooClose = 'The two are closer than the simulation can tell apart';
  if (breakEvenRttMs === undefined) {
    return winner === 'here'
      ? `No round trip is short enough: ${costWithoutDistance(adjacent, nearMedianMs)}.`
      : `${tooClose}, and no shorter round trip would change that.`;
  }
  const even = milliseconds(breakEvenRttMs);
  switch (winner) {
    case 'here':
      return `The cloud would win only below a round trip of ${even}; this network’s is ${milliseconds(rttMs)}.`;
    case 'there': {
      const work = `the work takes ${milliseconds(nearMedianMs)} here and ${milliseconds(legsMs(far, ['compute']))} on the server’s chip`;
      return breakEvenRttMs > LONGEST_RTT_MS
        ? `The cloud wins at any round trip a network in use has: ${work}.`
        : `The cloud wins up to a round trip of ${even}: ${work}.`;
    }
    case 'too close to call':
      return `${tooClose}; they break even at a round trip of about ${even}.`;
  }
}

/** Why the cloud loses with the server next door, as a clause. */
function costWithoutDistance(adjacent: Far, nearMedianMs: number): string {
  const sendingMs = legsMs(adjacent, ['upload', 'download']);
  const servingMs = legsMs(adjacent, ['queue', 'software', 'compute']);
  const { upBytes, downBytes } = adjacent.payload;
  const moving = upBytes >= downBytes ? `sending ${kilobytes(upBytes)}` : `fetching ${kilobytes(downBytes)} of answer`;
  if (sendingMs >= nearMedianMs)
    return `${moving} alone takes ${milliseconds(sendingMs)}, longer than the ${milliseconds(nearMedianMs)} here`;
  if (servingMs >= nearMedianMs) {
    return `the server’s queue, software and chip alone take ${milliseconds(servingMs)}, longer than the ${milliseconds(nearMedianMs)} here`;
  }
  return `${moving} (${milliseconds(sendingMs)}) and the server’s own time (${milliseconds(servingMs)}) add up to more than the ${milliseconds(nearMedianMs)} here`;
}

function legsMs(far: Far, ids: readonly string[]): number {
  return far.timeline.warm.reduce((sum, leg) => (ids.includes(leg.id) ? sum + leg.ms : sum), 0);
}
