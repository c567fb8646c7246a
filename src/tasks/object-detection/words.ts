import { listed } from '../../domain/words';
import type { Label } from './labels';

/** Kinds that are no "a …", and how several are called. */
const irregular: Partial<Record<Label, readonly [one: string, several: string]>> = {
  person: ['a person', 'people'],
  sheep: ['a sheep', 'sheep'],
  skis: ['a pair of skis', 'pairs of skis'],
  knife: ['a knife', 'knives'],
  broccoli: ['broccoli', 'pieces of broccoli'],
  mouse: ['a mouse', 'mice'],
  scissors: ['a pair of scissors', 'pairs of scissors'],
};

/** Kinds named in a sentence before the rest are counted. */
const MAX_NAMED = 6;

const plural = (label: Label) => (/(?:s|ch|sh|x)$/.test(label) ? `${label}es` : `${label}s`);
const article = (label: Label) => (/^[aeiou]/.test(label) ? 'an' : 'a');

/** "a cup", "an apple", "3 knives". */
export function counted(label: Label, count: number): string {
  const [one, several] = irregular[label] ?? [`${article(label)} ${label}`, plural(label)];
  return count === 1 ? one : `${count} ${several}`;
}

/** @param found labels, surest first: kinds are named in the order in which they come up */
export function summarise(found: readonly Label[]): string {
  if (found.length === 0) return 'No object found.';
  const counts = new Map<Label, number>();
  for (const label of found) counts.set(label, (counts.get(label) ?? 0) + 1);
  const kinds = [...counts].map(([label, count]) => ({ phrase: counted(label, count), count }));
  // One kind over the limit is named too: "1 other" would take its place.
  const named = kinds.length > MAX_NAMED + 1 ? kinds.slice(0, MAX_NAMED) : kinds;
  const others = kinds.slice(named.length).reduce((sum, { count }) => sum + count, 0);
  const phrases = named.map(({ phrase }) => phrase);
  if (others > 0) phrases.push(`${others} others`);
  return `${found.length === 1 ? 'One object' : `${found.length} objects`}: ${listed(phrases)}.`;
}
