import type { Far } from '../record/record';
import type { NearAnswer } from './near';

export interface Contest {
  readonly near: NearAnswer;
  /** The far side as it is, and the round trip it was simulated with, ms. */
  readonly far: Far;
  readonly rttMs: number;
  /** The same far side, same seed, at another round trip (ms). */
  readonly simulate: (rttMs: number) => Far;
}

/** Where the answer is there sooner, one state of the connection taken. */
export interface SideVerdict {
  readonly winner: 'here' | 'there' | 'too close to call';
  /** Far median, ms. */
  readonly farMs: number;
  /** Far median ÷ near total: above 1 the device is the faster. */
  readonly ratio: number;
  /** Where it is too close: whether for what was measured here, or for a simulation made of assumptions. */
  readonly closeFor?: 'spread' | 'simulation';
}

export interface HeadlinePart {
  readonly text: string;
  readonly tone?: 'near' | 'far';
}
