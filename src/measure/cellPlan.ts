import type { RunInput } from '../input/runInput';
import type { Target } from '../runtimes/target';

/** What a cell measures. */
export interface CellPlan {
  readonly model: string;
  /** What is asked of it. */
  readonly workload: string;
  /** Of the weights, where it was asked for by name. */
  readonly precision?: string;
  readonly target: Target;
  readonly input: RunInput;
  /** 0 or 1, where the target is measured as two twins. */
  readonly twin?: number;
}
