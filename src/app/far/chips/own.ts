import { measuredCellsOf } from '../../../far/device/cells';
import { crossCheckOf, type CrossCheck } from '../../../far/device/crossCheck';
import { deviceChipsOf } from '../../../far/device/deviceChips';
import type { RunRecord } from '../../../record/record';
import type { StoredProbes } from '../../device/probeStore';
import type { Entry } from './entries';

export interface Own {
  /** One for each backend that was probed, and for WASM for each number of threads; the fastest of a backend before its others. */
  readonly entries: readonly Entry[];
  /** Whether the networks of kept runs stay below what was probed. */
  readonly check: CrossCheck;
}

/**
 * This device as chips: what its matrix products and its copy of memory reached, and what kept runs say of how much of that a network
 * reaches. Nothing that was not measured is guessed.
 * @param records of this device, newest first
 */
export function ownOf(stored: StoredProbes, records: readonly RunRecord[] = []): Own {
  const cells = measuredCellsOf(records);
  const rows = deviceChipsOf(stored, cells);
  const seen = new Set<string>();
  const entries = rows.map(({ id, chip, backend }): Entry => {
    const isExtra = seen.has(backend);
    seen.add(backend);
    const name = `${chip.vendor}, ${chip.name}`;
    // No file of the catalogue begins with this.
    return { id: `this-${id}`, chip, name, place: 'near', isOwn: true, ...(isExtra && { isExtra }) };
  });
  return { entries, check: crossCheckOf(rows, cells) };
}
