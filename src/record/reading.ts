import { cellKey } from '../domain/cellKey';
import type { Cell, Far, RunRecord, Steady } from './record';

// Apart from the schema, so that a page that shows a record carries no validator.

/** The key of a cell in a record: the same as while it was measured. */
export function keyOf({ model, precision, target, workload, twin }: Cell): string {
  return cellKey({ model, artefact: precision, target: target.id, workload, twin });
}

/** Every sample of a series, in the order taken. */
export function samplesOf({ visits }: Pick<Steady, 'visits'>): number[] {
  return visits.flatMap(({ samplesMs }) => samplesMs);
}

/** The far sides that were simulated: the others hold a sentence in place of a time. */
export function simulatedOf({ far = [] }: Pick<RunRecord, 'far'>): Far[] {
  return far.filter((side): side is Far => !('problem' in side));
}
