import type { EmulatedTrip } from '../../../far/endpoint/emulated/ask';
import { tokensPerSecond, type Trip } from '../../../far/endpoint/trip';
import type { LegId } from '../../../far/request';
import type { Leg } from '../../../record/record';
import { duration } from '../../../ui/format';
import { decimals } from '../../../domain/number';
import { realWords as words } from './words';

/** The lower middle one. @param values at least one */
export function middleOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length / 2) - 1] as number;
}

/**
 * Median of each leg over the requests, in the order they pass; one that no request had is left out.
 * @param named the simulation's legs, for what they are called
 */
export function legRows(trips: readonly EmulatedTrip[], named: readonly Leg[]) {
  const ids = [...new Set<LegId>(trips.flatMap(({ planned }) => planned.map(({ id }) => id)))];
  const place = (id: string) => named.findIndex((leg) => leg.id === id);
  return ids
    .sort((a, b) => place(a) - place(b))
    .map((id) => ({
      id,
      label: named.find((leg) => leg.id === id)?.label ?? id,
      ms: middleOf(trips.map(({ planned }) => planned.find((leg) => leg.id === id)?.ms ?? 0)),
    }));
}

/** A part of real round trips: the first one's, and the others' median. */
export interface Part {
  readonly id: keyof typeof words.parts;
  readonly label: string;
  readonly first: string;
  readonly others?: string;
}

interface Reading {
  readonly id: Part['id'];
  readonly of: (trip: Trip) => number | undefined;
  readonly write: (value: number) => string;
  /** Shown where nobody can tell, in place of nothing at all. */
  readonly unknown?: string;
}

const readings: readonly Reading[] = [
  {
    id: 'connection',
    of: ({ itemised }) => itemised && itemised.dnsMs + itemised.connectMs + itemised.tlsMs,
    write: duration,
    unknown: words.notItemised,
  },
  { id: 'before', of: ({ itemised }) => itemised?.beforeMs, write: duration },
  { id: 'wait', of: ({ itemised }) => itemised?.waitMs, write: duration, unknown: words.notItemised },
  { id: 'head', of: ({ headMs }) => headMs, write: duration },
  { id: 'first', of: ({ stream }) => stream?.firstMs, write: duration },
  { id: 'pace', of: ({ stream }) => stream && tokensPerSecond(stream), write: (value) => decimals(value, 1) },
  { id: 'download', of: ({ headMs, totalMs }) => totalMs - headMs, write: duration },
  { id: 'total', of: ({ totalMs }) => totalMs, write: duration },
];

/** @param trips at least one, the first one first */
export function partsOf([first, ...others]: readonly Trip[]): readonly Part[] {
  if (!first) return [];
  return readings.flatMap(({ id, of, write, unknown }) => {
    const read = (trip: Trip) => of(trip);
    const rest = others.map(read).filter((value) => value !== undefined);
    const value = read(first);
    if (value === undefined && rest.length === 0 && unknown === undefined) return [];
    const written = (figure: number | undefined) => (figure === undefined ? (unknown ?? '–') : write(figure));
    return [
      {
        id,
        label: words.parts[id],
        first: written(value),
        others: others.length > 0 ? written(rest.length > 0 ? middleOf(rest) : undefined) : undefined,
      },
    ];
  });
}
