/** Where a tile is, in any unit. */
export interface Place {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const middle = ({ left, right }: Place) => (left + right) / 2;

/** The tiles of the nearest row above (-1) or below (1), by index. */
function nextRow(places: readonly Place[], from: Place, step: 1 | -1): number[] {
  const beyond = places.flatMap((place, index) => ((place.top - from.top) * step > 1 ? [index] : []));
  const topOf = (index: number) => places[index]?.top ?? 0;
  const nearest = Math.min(...beyond.map((index) => Math.abs(topOf(index) - from.top)));
  return beyond.filter((index) => Math.abs(Math.abs(topOf(index) - from.top) - nearest) <= 1);
}

/**
 * Where a key leads from one tile of a grid, or of several grids one above another: rows may be of any length.
 * @param places of every tile, in reading order
 * @returns the tile's index, `above` from the first row upwards, undefined for a key that leads nowhere
 */
export function moved(key: string, places: readonly Place[], index: number): number | 'above' | undefined {
  const from = places[index];
  const last = places.length - 1;
  if (!from) return undefined;
  if (key === 'ArrowRight') return Math.min(index + 1, last);
  if (key === 'ArrowLeft') return Math.max(index - 1, 0);
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  if (key !== 'ArrowDown' && key !== 'ArrowUp') return undefined;
  const row = nextRow(places, from, key === 'ArrowDown' ? 1 : -1);
  const distance = (at: number) => Math.abs(middle(places[at] ?? from) - middle(from));
  const [nearest] = row.toSorted((a, b) => distance(a) - distance(b));
  return nearest ?? (key === 'ArrowUp' ? 'above' : index);
}
