import type { Entry, Place } from './entries';
import { classWords, placeWords } from './words';

/** What of the catalogue is shown; an empty string lets all through. */
export interface Filter {
  /** In its name, its maker, its kind or its notes. */
  readonly find: string;
  readonly place: string;
  readonly class: string;
  /** A precision whose peak is known. */
  readonly precision: string;
  /** Of this year or later. */
  readonly since: string;
  readonly maker: string;
}

export const noFilter: Filter = { find: '', place: '', class: '', precision: '', since: '', maker: '' };

export const places = Object.keys(placeWords) as Place[];
export const classes = Object.keys(classWords) as (keyof typeof classWords)[];

/** Every word of what is looked for, in any order; this device is never filtered away. */
export function passes({ chip, name, place, isOwn }: Entry, filter: Filter): boolean {
  if (isOwn) return true;
  if (filter.place && place !== filter.place) return false;
  if (filter.class && chip.class !== filter.class) return false;
  if (filter.maker && chip.vendor !== filter.maker) return false;
  if (filter.precision && !chip.peak_tops_dense[filter.precision]) return false;
  const since = Number(filter.since);
  if (filter.since && Number.isFinite(since) && chip.year < since) return false;
  const text = [name, chip.name, chip.vendor, chip.kind, chip.class, placeWords[place], chip.notes]
    .join(' ')
    .toLowerCase();
  return filter.find
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** What there is to choose from. */
export const makersOf = (entries: readonly Entry[]): string[] =>
  distinct(entries.filter(({ isOwn }) => !isOwn).map(({ chip }) => chip.vendor)).sort((a, b) => a.localeCompare(b));

export const yearsOf = (entries: readonly Entry[]): number[] =>
  distinct(entries.filter(({ isOwn }) => !isOwn).map(({ chip }) => chip.year)).sort((a, b) => b - a);

export function precisionsOf(entries: readonly Entry[]): string[] {
  return distinct(
    entries.flatMap(({ chip }) => Object.entries(chip.peak_tops_dense).flatMap(([name, tops]) => (tops ? [name] : []))),
  ).sort((a, b) => Number(/\d+/.exec(a)) - Number(/\d+/.exec(b)) || a.localeCompare(b));
}
