import { part } from '../../domain/part';
import type { Chip } from './schema';

/** Each chip is a file of its own, fetched when a server that stands on it is chosen. */
const files = import.meta.glob<Chip>('./*.json', { import: 'default' });

const together = async () => (await import('./together')).chips;

export const chipIds: readonly string[] = Object.keys(files).map((path) => path.slice('./'.length, -'.json'.length));

/** @returns undefined where there is no `<id>.json` */
export async function chipOf(id: string): Promise<Chip | undefined> {
  const load = files[`./${id}.json`];
  return load && part(load);
}

/** Every chip by its id, fetched as one part: for who shows or compares them all. */
export const allChips = (): Promise<ReadonlyMap<string, Chip>> => part(together);
