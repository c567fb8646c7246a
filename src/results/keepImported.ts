import { plainCopy, sameJson } from './plain';
import type { RunRecord } from '../record/record';
import type { RunStore } from './store';

export interface KeptImport {
  /** Under which the run now stands in the store. */
  readonly id: string;
  readonly outcome: 'added' | 'already here' | 'added under a new id';
}

/**
 * Puts an imported run into the store without ever overwriting one: a run that is there already, to the last value, is left
 * alone, and a different run of the same id gets a new one.
 * @throws {StoreError} when the store can't be read
 */
export async function keepImported(
  store: Pick<RunStore, 'get' | 'save'>,
  record: RunRecord,
  newId: () => string,
): Promise<KeptImport> {
  const existing = await store.get(record.id);
  if (!existing) {
    await store.save(record);
    return { id: record.id, outcome: 'added' };
  }
  if (sameJson(existing, plainCopy(record))) return { id: record.id, outcome: 'already here' };
  const id = newId();
  await store.save({ ...record, id });
  return { id, outcome: 'added under a new id' };
}
