import type { Cell, CompletedCell, Far } from '../record/record';
import type { NetworkProfile } from './network';
import type { ServerProfile } from './server';
import { simulateFarSide } from './simulate';

/** What a model would send to a cloud and ask of it, read from a cell that did the same work here. */
export interface FarWork {
  readonly model: string;
  /** Bytes: the input as it is, the answer as JSON. */
  readonly payload: { readonly upBytes: number; readonly downBytes: number };
  readonly macs: number;
  readonly weightBytes: number;
}

export function farWorkOf(cell: CompletedCell): FarWork {
  return {
    model: cell.model,
    payload: { upBytes: cell.input.bytes, downBytes: cell.work.answerBytes ?? 0 },
    macs: cell.work.macs,
    weightBytes: cell.work.weightBytes,
  };
}

/**
 * One simulated far side for each model that a completed cell of the run describes.
 * @param known what was simulated before by the cell it was for: a growing run asks again and again, and each takes milliseconds
 */
export function farOfRun(
  cells: readonly Cell[],
  choice: { readonly profile: NetworkProfile; readonly server: ServerProfile; readonly seed: number },
  known = new Map<CompletedCell, Far>(),
): Far[] {
  const byModel = new Map<string, CompletedCell>();
  for (const cell of cells) if (cell.status === 'completed' && !byModel.has(cell.model)) byModel.set(cell.model, cell);
  return [...byModel.values()].map((cell) => {
    const far = known.get(cell) ?? simulateFarSide({ ...farWorkOf(cell), ...choice });
    known.set(cell, far);
    return far;
  });
}
