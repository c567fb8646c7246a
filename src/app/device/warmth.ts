import { sustained } from '../../judge/sustained';
import { byMinute, type Minute } from '../../measure/progress';
import { outlinesOf } from '../../models/outline';
import { samplesOf } from '../../record/reading';
import type { RunRecord } from '../../record/record';
import { titleOf } from '../../judge/titles';
import type { TaskResult } from './results';

/** What ten minutes without a pause did to the device's speed. */
export interface Warmth {
  readonly model: string;
  readonly target: string;
  readonly createdAt: string;
  readonly minutes: readonly Minute[];
  /** Of the speed from the first minute to the last, −0.11 for 11 % less. */
  readonly change: number;
  /** First minute against last, in a sentence. */
  readonly finding: string;
}

/** The newest run without a pause that went on for two minutes at least. @param records newest first */
export function warmthOf(records: readonly RunRecord[]): Warmth | undefined {
  for (const { params, cells, createdAt } of records) {
    if (params.scenario !== 'sustained') continue;
    for (const cell of cells) {
      if (!('steady' in cell) || !cell.steady || cell.status === 'wrong') continue;
      const minutes = byMinute(samplesOf(cell.steady), cell.steady.batch);
      const [first, last] = [minutes[0], minutes.at(-1)];
      const [finding] = sustained([cell]);
      if (!first || !last || !finding) continue;
      const change = first.medianMs / last.medianMs - 1;
      return { model: cell.model, target: titleOf(cell), createdAt, minutes, change, finding };
    }
  }
  return undefined;
}

/** Slower than this, a minute holds too few answers to tell minutes apart. */
const SLOWEST_MS = 1000;

/** What to run for ten minutes: the task with the most work that answers at a bearable pace. */
export function heaviest(results: readonly TaskResult[]): TaskResult | undefined {
  const macsOf = ({ task }: TaskResult) => outlinesOf(task.model).reduce((sum, { macs }) => sum + macs, 0);
  const bearable = results.filter(({ near }) => near.totalMs <= SLOWEST_MS);
  return (bearable.length > 0 ? bearable : results).toSorted((a, b) => macsOf(b) - macsOf(a)).at(0);
}
