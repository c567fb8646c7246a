import { inMs } from '../domain/words';
import type { FarPoint } from '../far/anyDistance';
import { DISTANCES } from '../far/distance';
import { kilobytes } from '../far/format';
import type { Contest, HeadlinePart, SideVerdict } from './contest';
import type { NearAnswer } from './near';

/** A contest with what was found of it. */
interface Found extends Contest {
  readonly warm: SideVerdict;
  readonly cold: SideVerdict;
}

/** Below this share of the inference, what comes before and after it is not worth a line. */
const BESIDE_SHARE = 0.05;

/** Two digits: where the winner changes rests on assumptions. */
const roughly = (ms: number) => inMs(Number(ms.toPrecision(2)));

/** The verdict of both requests: the one on an open connection, and the first, which opens it. */
export function headline({ near, warm, cold }: Found): HeadlinePart[] {
  const [here, there, first] = [near.totalMs, warm.farMs, cold.farMs].map(inMs) as [string, string, string];
  if (warm.winner === 'here') {
    return [
      { text: 'This device wins:', tone: 'near' },
      { text: ` ${here} here, ` },
      { text: there, tone: 'far' },
      { text: ` through the cloud, ${first} the first time.` },
    ];
  }
  if (warm.winner === 'there' && cold.winner === 'there') {
    return [
      { text: 'The cloud wins:', tone: 'far' },
      { text: ` ${there}, even its first request (${first}). ` },
      { text: `Here ${here}.`, tone: 'near' },
    ];
  }
  if (warm.winner === 'there') {
    const loses = cold.winner === 'here';
    return [
      { text: `The cloud wins once connected (${there});`, tone: 'far' },
      { text: ' its first request ' },
      loses ? { text: `loses (${first}).`, tone: 'near' } : { text: `is too close to call (${first}).` },
    ];
  }
  return cold.winner === 'here'
    ? [
        { text: `Too close to call once connected (${there});` },
        { text: ' its first request ' },
        { text: `loses (${first}).`, tone: 'near' },
      ]
    : [
        { text: 'Too close to call: ' },
        { text: `${here} here`, tone: 'near' },
        { text: ', ' },
        { text: `${there} through the cloud`, tone: 'far' },
        { text: `, ${first} the first time.` },
      ];
}

/** Why, in a sentence: where the winner changes as the server moves, or why it doesn't. */
export function because({ near, far, payload, limits, warm }: Found): string {
  const { connectedMs, firstMs, adjacent } = limits;
  if (connectedMs === undefined) {
    return warm.winner === 'here'
      ? `No server is near enough: ${costWithoutDistance(adjacent, payload, near.totalMs)}.`
      : `${tooClose(near, warm)}, and no nearer server would change that.`;
  }
  if (warm.winner === 'too close to call') {
    return `${tooClose(near, warm)}; they break even with the server about ${roughly(connectedMs)} away.`;
  }
  if (connectedMs > DISTANCES.mostMs) {
    const work = `the work takes ${inMs(near.inferenceMs)} here and, as simulated, ${inMs(legsMs(far, ['compute']))} on the server’s chip`;
    return `The cloud wins from anywhere on Earth: ${work}.`;
  }
  const connected = `The cloud wins nearer than ${roughly(connectedMs)} away`;
  if (firstMs === undefined) return `${connected}, its first request nowhere.`;
  return `${connected}, its first request nearer than ${roughly(firstMs)}.`;
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

/** Why the cloud loses with its server at the network's edge, as a clause. */
function costWithoutDistance(adjacent: FarPoint, { upBytes, downBytes }: Contest['payload'], nearMs: number): string {
  const sendingMs = legsMs(adjacent, ['upload', 'download']);
  const servingMs = legsMs(adjacent, ['queue', 'software', 'compute']);
  const moving = upBytes >= downBytes ? `sending ${kilobytes(upBytes)}` : `fetching ${kilobytes(downBytes)} of answer`;
  const longer = `longer than the ${inMs(nearMs)} here`;
  if (adjacent.rttMs >= nearMs)
    return `the network alone takes ${inMs(adjacent.rttMs)} to its edge and back, ${longer}`;
  if (sendingMs >= nearMs) return `${moving} alone takes ${inMs(sendingMs)}, ${longer}`;
  if (servingMs >= nearMs) return `the server’s queue, software and chip alone take ${inMs(servingMs)}, ${longer}`;
  return `the network (${inMs(adjacent.rttMs)}), ${moving} (${inMs(sendingMs)}) and the server’s own time (${inMs(servingMs)}) add up to more than the ${inMs(nearMs)} here`;
}

function legsMs({ warm }: FarPoint, ids: readonly string[]): number {
  return warm.reduce((sum, leg) => (ids.includes(leg.id) ? sum + leg.ms : sum), 0);
}
