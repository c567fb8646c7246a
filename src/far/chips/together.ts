import type { Chip } from './schema';

// A query makes another module of the same file: the bundler then puts all of them into this part, and leaves each alone for whoever
// wants one.
const files = import.meta.glob<Chip>('./*.json', { import: 'default', query: '?together', eager: true });

/** Every chip, by the name of its file. */
export const chips: ReadonlyMap<string, Chip> = new Map(
  Object.entries(files).map(([path, chip]) => [path.slice('./'.length, -'.json'.length), chip]),
);
