import { allChips } from '../../../far/chips/chips';
import type { Chip } from '../../../far/chips/schema';
import { shortName } from '../../../far/chips/shortName';

/** Where a chip stands: in what a visitor holds or has on the desk, at the edge beside it, or beyond a network. */
export type Place = 'near' | 'edge' | 'cloud';

/** A chip of the table: of the catalogue, or this device as its probes found it. */
export interface Entry {
  /** A file's name in `src/far/chips/`, or this device's own. */
  readonly id: string;
  readonly chip: Chip;
  readonly name: string;
  readonly place: Place;
  /** Whether its figures were measured here. */
  readonly isOwn: boolean;
  /** This device with another number of threads than its fastest: drawn only where that is asked for. */
  readonly isExtra?: boolean;
}

export function placeOf({ hop, class: kind }: Pick<Chip, 'hop' | 'class'>): Place {
  if (hop === 'cloud') return 'cloud';
  return kind === 'edge' ? 'edge' : 'near';
}

export const entryOf = (id: string, chip: Chip): Entry => ({
  id,
  chip,
  name: shortName(chip),
  place: placeOf(chip),
  isOwn: false,
});

/**
 * Every chip of the catalogue, by name.
 * @throws Problem where they could not be fetched
 */
export async function loadEntries(): Promise<Entry[]> {
  const chips = await allChips();
  return [...chips].map(([id, chip]) => entryOf(id, chip)).sort((a, b) => a.name.localeCompare(b.name));
}
