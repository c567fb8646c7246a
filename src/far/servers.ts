import { chipOf } from './chips/chips';
import type { Chip } from './chips/schema';
import { DEFAULT_SERVER } from './ids';
import type { ServerProfile } from './server';

export interface ListedServer extends ServerProfile {
  /** Its file's name in `servers/`. */
  readonly id: string;
}

/** A server with its chip's figures at hand. */
export interface Server extends Omit<ListedServer, 'chip'> {
  readonly chip: Chip;
}

const files = import.meta.glob<ServerProfile>('./servers/*.ts', { eager: true, import: 'default' });

/** The default one first, since it stands where none is named; the others by title. */
export const servers: readonly ListedServer[] = Object.entries(files)
  .map(([path, profile]) => ({ id: path.slice('./servers/'.length, -'.ts'.length), ...profile }))
  .sort((a, b) => Number(b.id === DEFAULT_SERVER) - Number(a.id === DEFAULT_SERVER) || a.title.localeCompare(b.title));

export function serverOf(id: string): ListedServer | undefined {
  return servers.find((server) => server.id === id);
}

/**
 * Fetches what a server stands on.
 * @returns undefined where there is no such server
 * @throws RangeError where its chip has no file, and whatever fetching it throws where that fails
 */
export async function loadServer(id: string): Promise<Server | undefined> {
  const listed = serverOf(id);
  if (!listed) return undefined;
  const chip = await chipOf(listed.chip);
  if (!chip) throw new RangeError(`The server '${id}' stands on the chip '${listed.chip}', which has no file.`);
  return { ...listed, chip };
}
