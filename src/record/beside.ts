import type { Cell } from './record';

/**
 * What one answer takes beside its inference, ms: pre- and post-processing and messaging. Read off whole answers where those
 * were measured as such, else the sum of what was timed around the inference.
 */
export function besideMs(cell: Cell): number {
  const { answers, phases } = cell;
  if (answers && 'steady' in cell && cell.steady) return Math.max(0, answers.medianMs - cell.steady.medianMs);
  return (phases?.preMs ?? 0) + (phases?.postMs ?? 0) + (phases?.rpcMs ?? 0);
}
