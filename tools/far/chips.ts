import { chipIds, chipOf } from '../../src/far/chips/chips';
import type { Chip } from '../../src/far/chips/schema';

/** Every chip, by the name of its file. */
export async function loadChips(): Promise<Map<string, Chip>> {
  return new Map(await Promise.all(chipIds.map(async (id) => [id, (await chipOf(id)) as Chip] as const)));
}
