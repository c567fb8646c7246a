import { kilobytes } from '../far/format';
import { inMs } from '../domain/words';
import type { Far } from '../record/record';
import type { Contest, HeadlinePart, SideVerdict } from './contest';
import type { NearAnswer } from './near';

/** A contest with what was found of it. */
interface Found extends Contest {
  readonly warm: SideVerdict;
  readonly cold: SideVerdict;
  /** The far side at a round trip of 0. */
  readonly adjacent: Far;
  readonly breakEvenRttMs?: number;
}

/** Below this share of the inference, what comes before and after it is not worth a line. */
const BESIDE_SHARE = 0.05;

/** No network in use is slower (the profiles' slowest, 2G, takes 1,300 ms). */
const LONGEST_RTT_MS = 2000;

/** The verdict with the connection open; the first request's too where it differs. */
export function headline({ near, rttMs, warm, cold }: Found): HeadlinePart[] {
  const differs = cold.winner !== warm.winner;
  const connected = differs ? ' once connected' : '';
  const here = inMs(near.totalMs);
  const there: HeadlinePart = { text: inMs(warm.farMs), tone: 'far' };
  const cloud = ` through a simulated cloud ${inMs(rttMs)} away`;
  const first: HeadlinePart[] = differs
    ? [
        { text: ' Its first request, ' },
        { text: inMs(cold.farMs), tone: 'far' },
        { text: cold.winner === 'here' ? ', loses.' : ', is too close to call.' },
      ]
    : [];
  switch (warm.winner) {
    case 'here':
      return [
        { text: 'Here', tone: 'near' },
        { text: ` wins${connected}: ${here} on this device, ` },
        there,
        { text: `${cloud}.` },
        ...first,
      ];
    case 'there':
      return [
        { text: 'The cloud', tone: 'far' },
        { text: ` wins${connected}: ` },
        there,
        { text: `${cloud}, ` },
        { text: here, tone: 'near' },
        { text: ' on this device.' },
        ...first,
      ];
    case 'too close to call':
      return [
        { text: `Too close to call${connected}: ` },
        { text: here, tone: 'near' },
        { text: ' on this device, ' },
        there,
        { text: `${cloud}.` },
        ...first,
      ];
  }
}

/** Why, in a sentence, of the open connection; what connecting adds where that decides. */
export function because(found: Found): string {
  const { warm, cold } = found;
  const connecting =
    cold.winner === warm.winner ? '' : ` Connecting first makes it ${inMs(cold.farMs - warm.farMs)} longer.`;
  return `${reason(found)}${connecting}`;
}

function reason({ near, far, rttMs, warm, adjacent, breakEvenRttMs }: Found): string {
  if (breakEvenRttMs === undefined) {
    return warm.winner === 'here'
      ? `No round trip is short enough: ${costWithoutDistance(adjacent, near.totalMs)}.`
      : `${tooClose(near, warm)}, and no shorter round trip would change that.`;
  }
  const even = inMs(breakEvenRttMs);
  switch (warm.winner) {
    case 'here':
      return `The cloud would win only below a round trip of ${even}; this network’s is ${inMs(rttMs)}.`;
    case 'there': {
      const work = `the work takes ${inMs(near.inferenceMs)} here and, as simulated, ${inMs(legsMs(far, ['compute']))} on the server’s chip`;
      return breakEvenRttMs > LONGEST_RTT_MS
        ? `The cloud wins at any round trip a network in use has: ${work}.`
        : `The cloud wins up to a round trip of ${even}: ${work}.`;
    }
    case 'too close to call':
      return `${tooClose(near, warm)}; they break even at a round trip of about ${even}.`;
  }
}

function tooClose({ spread, spreadMs: [low, high] }: NearAnswer, { closeFor }: SideVerdict): string {
  return closeFor === 'spread'
    ? `The times measured here spread too widely to tell: ${inMs(low)} to ${inMs(high)} (${spread})`
    : 'The two are closer than the simulation can tell apart';
}

/** What the near total is made of, where that is more than one target's inference. */
export function itemised({ targets, inferenceMs, besideMs }: NearAnswer): string | undefined {
  const middle = targets > 1 ? [`The middle of ${targets} targets that can’t be told apart.`] : [];
  const parts =
    besideMs > BESIDE_SHARE * inferenceMs
      ? [`${inMs(inferenceMs)} of inference, ${inMs(besideMs)} before and after it.`]
      : [];
  return middle.length + parts.length > 0 ? [...middle, ...parts].join(' ') : undefined;
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
