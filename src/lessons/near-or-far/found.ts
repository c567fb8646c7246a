import { farWorkOf } from '../../far/ofRun';
import { profileOf, type NetworkProfile } from '../../far/network';
import type { Server } from '../../far/servers';
import { closeBounds, limitsOf } from '../../judge/limits';
import { nearAnswer } from '../../judge/near';
import { cloudFor } from '../../judge/versus';
import type { CompletedCell } from '../../record/record';

/** Heavy enough that a data centre's chip is worth a way, small enough for a class's connection. */
export const MODEL = 'nanodet';
export const TASK_ADDRESS = 'objects';

/** A home's Wi-Fi: its own round trip is 2 ms, so that the way beyond it is what the lesson is about. Distances are counted from its edge. */
const NETWORK = 'firefox-wifi';
/**
 * A connection in use: each message crosses the way once. One that has idled crosses it several times, since it starts slowly again;
 * that is another lesson's matter.
 */
const AFTER_IDLE = 'window-kept';
export const SEED = 1;
/** What the rail offers, ms. */
export const NEAREST_MS = 2;
export const FARTHEST_MS = 400;

/** What the simulated side is made of at a round trip, the connection open, ms. */
export interface There {
  readonly totalMs: number;
  /** Sending the picture and fetching the answer. */
  readonly sendingMs: number;
  /** The server's queue, software and chip. */
  readonly servingMs: number;
  /** The message's way, both ways together. */
  readonly wayMs: number;
}

/** What was found out, once measured. */
export interface Found {
  readonly hereMs: number;
  readonly spreadMs: readonly [number, number];
  readonly inferenceMs: number;
  readonly n: number;
  readonly target: string;
  /** With the server next door: what no distance takes away. */
  readonly nextDoor: There;
  /** The distance at which both take as long, ms of round trip; absent where the cloud loses next door. */
  readonly evenMs?: number;
  /** @param distanceMs round trip from the network's edge, ms */
  readonly at: (distanceMs: number) => There;
  /** Chip and software as the simulation has them. */
  readonly server: string;
}

/** The product's own rule: within the spread of what was measured, and the simulation's own doubt, nobody wins. */
export function winnerAt(
  { spreadMs }: Pick<Found, 'spreadMs'>,
  thereMs: number,
): 'here' | 'there' | 'too close to call' {
  const [low, high] = closeBounds(spreadMs);
  if (thereMs >= low && thereMs <= high) return 'too close to call';
  return thereMs > high ? 'here' : 'there';
}

export type Outcome = 'even' | 'here wins everywhere' | 'there wins everywhere';

export const outcomeOf = ({ evenMs }: Pick<Found, 'evenMs'>): Outcome => {
  if (evenMs === undefined || evenMs < NEAREST_MS) return 'here wins everywhere';
  return evenMs > FARTHEST_MS ? 'there wins everywhere' : 'even';
};

/**
 * What a measured cell says of the lesson's question.
 * @returns undefined where the simulation has no figure for the server's chip
 */
export function foundOf(cell: CompletedCell, server: Server): Found | undefined {
  const network = profileOf(NETWORK) as NetworkProfile;
  const far = cloudFor(farWorkOf(cell), { network, server, afterIdle: AFTER_IDLE, seed: SEED });
  if ('problem' in far) return undefined;
  const near = nearAnswer([cell]);
  const at = (distanceMs: number): There => {
    const { warm, totalMs } = far.at(distanceMs);
    const sum = (...ids: readonly string[]) => warm.reduce((ms, leg) => (ids.includes(leg.id) ? ms + leg.ms : ms), 0);
    const [sendingMs, servingMs] = [sum('upload', 'download'), sum('queue', 'software', 'compute')];
    return { totalMs: totalMs.median, sendingMs, servingMs, wayMs: totalMs.median - sendingMs - servingMs };
  };
  const { connectedMs: evenMs } = limitsOf(near, far);
  return {
    hereMs: near.totalMs,
    spreadMs: near.spreadMs,
    inferenceMs: near.inferenceMs,
    n: cell.steady.n,
    target: cell.target.id,
    nextDoor: at(0),
    ...(evenMs !== undefined && evenMs > 0 && { evenMs }),
    at,
    server: server.title,
  };
}
