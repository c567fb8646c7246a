import type { FarPoint } from '../far/anyDistance';
import type { Payload } from '../far/ofRun';
import type { Limits } from './limits';
import type { NearAnswer } from './near';

export interface Contest {
  readonly near: NearAnswer;
  /** The far side with its server where it stands. */
  readonly far: FarPoint;
  readonly limits: Limits;
  readonly payload: Payload;
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
