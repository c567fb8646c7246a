import { contenders, nearAnswer, type NearAnswer } from '../../judge/near';
import { rank } from '../../judge/rank';
import { sameDevice } from '../../judge/sameDevice';
import { titleOf } from '../../judge/titles';
import { paceOf } from '../../judge/use';
import type { Pace } from '../../judge/useWords';
import { keyOf } from '../../record/reading';
import type { CompletedCell, Environment, RunRecord } from '../../record/record';
import type { TaskMeta } from '../../tasks/types';

/** How one task answers here, on the backend that does it best. */
export interface TaskResult {
  readonly task: TaskMeta;
  readonly near: NearAnswer;
  readonly perSecond: number;
  /** What so many a second are good for. */
  readonly pace: Pace;
  /** The cell that the far side is asked to match, and that the rest is read from. */
  readonly best: CompletedCell;
  /** Titles of the targets that may be the fastest; one where a winner is known. */
  readonly targets: readonly string[];
  /** From everything fetched to the first answer, ms. */
  readonly firstAnswerMs?: number;
  /** Opened once only, so that the next visit may give another figure. */
  readonly impression: boolean;
}

/** Whether a run was made by this browser as it is now: not one that was imported, nor one before threads were to be had. */
export function isOwn(record: RunRecord, environment: Environment): boolean {
  return (
    record.environment.crossOriginIsolated === environment.crossOriginIsolated &&
    sameDevice(record.environment, environment)
  );
}

const isRanked = ({ steady }: CompletedCell) => steady.openings > 1;

/** Of each target the newest cell that was opened several times, else the newest. @param records newest first */
function cellsOf(model: string, records: readonly RunRecord[]): CompletedCell[] {
  const cells = new Map<string, CompletedCell>();
  for (const { cells: own, params } of records) {
    if (params.scenario === 'sustained') continue;
    for (const cell of own) {
      if (cell.status !== 'completed' || cell.model !== model || cell.workload !== 'inference') continue;
      const key = keyOf(cell);
      const known = cells.get(key);
      if (!known || (isRanked(cell) && !isRanked(known))) cells.set(key, cell);
    }
  }
  return [...cells.values()];
}

function firstAnswerMs({ phases }: CompletedCell): number | undefined {
  if (phases?.firstMs === undefined) return undefined;
  return (phases.runtimeMs ?? 0) + (phases.createMs ?? 0) + phases.firstMs;
}

/**
 * What stored runs of this device say of each task, the fastest first. Tasks that nothing was measured of are left out.
 * @param records of this device, newest first
 */
export function taskResults(tasks: readonly TaskMeta[], records: readonly RunRecord[]): TaskResult[] {
  const resolutionMs = Math.max(0, ...records.map(({ environment }) => environment.timerResolutionMs));
  return tasks
    .flatMap((task): TaskResult[] => {
      const cells = cellsOf(task.model, records);
      if (cells.length === 0) return [];
      const fastest = contenders(rank(cells, { resolutionMs }));
      const [best] = fastest.toSorted((a, b) => a.steady.medianMs - b.steady.medianMs);
      if (!best) return [];
      const near = nearAnswer(fastest);
      const perSecond = 1000 / near.totalMs;
      return [
        {
          task,
          near,
          perSecond,
          pace: paceOf(perSecond),
          best,
          targets: fastest.map(titleOf),
          firstAnswerMs: firstAnswerMs(best),
          impression: fastest.some((cell) => !isRanked(cell)),
        },
      ];
    })
    .sort((a, b) => b.perSecond - a.perSecond);
}
