import type { RunRecord } from '../src/record/record';

/**
 * 0 when every cell asked for is completed or honestly unsupported; 1 when one failed, is wrong, was stopped or is missing.
 * @param record absent where nothing was measured
 */
export function exitCodeOf(record: RunRecord | undefined): 0 | 1 {
  if (!record) return 1;
  const { models, targets } = record.params;
  const good = record.cells.filter(({ status }) => status === 'completed' || status === 'unsupported');
  return good.length === record.cells.length && good.length === models.length * targets.length ? 0 : 1;
}
