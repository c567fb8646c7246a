import type { Random } from '../../domain/random';
import type { Figure } from '../cost/figures';
import type { Met } from './sides';

/** How one request went. */
export interface Served {
  /** Infinite where nobody answered. */
  readonly ms: number;
  /** Share of it that the device answered, 0 to 1; 0 where nobody did. */
  readonly near: number;
  /** Answers that the device worked out, or parts of one, and that the far side was asked for: what energy and money follow. */
  readonly nearUses: number;
  readonly farUses: number;
  /** Chance that the answer is right where it isn't its side's own. */
  readonly right?: Figure;
}

export type Serve = (met: Met, random: Random) => Served;
