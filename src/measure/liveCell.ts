import type { Accord } from '../record/cellAgreement';
import type { Cell } from '../record/record';
import type { Target } from '../runtimes/target';
import type { Answer } from '../tasks/types';

export type CellPhase =
  'waiting' | 'runtime' | 'download' | 'create' | 'first' | 'check' | 'warmup' | 'steady' | 'rest' | 'done';

/** A cell while it is measured, for the page: plain data, replaced as a whole at each change. */
export interface LiveCell {
  readonly key: string;
  readonly model: string;
  /** Of the weights, where it was asked for by name. */
  readonly precision?: string;
  readonly target: Target;
  /** 0 or 1, where the target is measured as two twins. */
  readonly twin?: number;
  readonly phase: CellPhase;
  /** Which opening is on, from 1, and how many the scenario wants. */
  readonly opening?: { readonly number: number; readonly of: number };
  readonly download?: { readonly received: number; readonly total: number; readonly fromCache: boolean };
  readonly answer?: Answer;
  readonly firstMs?: number;
  /** Whether the answer agrees with the reference, once it was checked. */
  readonly accord?: Accord;
  /** False where the browser would not keep the weights for the next visit. */
  readonly kept?: boolean;
  readonly soFar?: { readonly n: number; readonly medianMs: number };
  /** Set once the cell is final. */
  readonly result?: Cell;
}
