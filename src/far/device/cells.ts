import { keyOf } from '../../record/reading';
import type { CompletedCell, RunRecord } from '../../record/record';
import { titleOfModel } from '../../models/outline';
import { takesThreads } from '../../runtimes/target';
import { farWorkOf } from '../ofRun';

/** What a kept run says of one network on one backend of this device. */
export interface MeasuredCell {
  /** The network's. */
  readonly title: string;
  readonly backend: string;
  /** Where their number can be chosen. */
  readonly threads?: number;
  /** Of the arithmetic. */
  readonly precision: string;
  /** Multiply–accumulates of one answer, weights as numbers, and runs of networks. */
  readonly macs: number;
  readonly parameters: number;
  readonly launches: number;
  /** Median of the networks alone, ms. */
  readonly ms: number;
}

function measured(cell: CompletedCell): MeasuredCell | undefined {
  const { work } = farWorkOf(cell);
  const ms = cell.steady.medianMs;
  if (!(work.macs > 0 && ms > 0)) return undefined;
  const { backend = cell.target.backend, threads, computePrecision = 'fp32' } = cell.actual ?? {};
  return {
    title: titleOfModel(cell.model),
    backend,
    ...(takesThreads({ runtime: cell.target.runtime, backend }) && threads !== undefined && { threads }),
    precision: computePrecision,
    macs: work.macs,
    parameters: work.parameters,
    launches: work.runs,
    ms,
  };
}

/** The newest of each cell. @param records of this device, newest first */
export function measuredCellsOf(records: readonly RunRecord[]): MeasuredCell[] {
  const cells = new Map<string, MeasuredCell>();
  for (const { cells: own, params } of records) {
    // Minutes without a pause say how a warm device fares.
    if (params.scenario === 'sustained') continue;
    for (const cell of own) {
      if (cell.status !== 'completed' || cell.workload !== 'inference' || cells.has(keyOf(cell))) continue;
      const one = measured(cell);
      if (one) cells.set(keyOf(cell), one);
    }
  }
  return [...cells.values()];
}
