/** Round trips between the edge of a network and a server, ms: from a server in town to one by satellite. */
export const DISTANCES = { leastMs: 2, mostMs: 400 };

const decades = Math.log(DISTANCES.mostMs / DISTANCES.leastMs);

/** Place of a distance on a logarithmic scale, 0 to 1; what lies beyond an end is at that end. */
export function placeOf(ms: number): number {
  return Math.min(1, Math.max(0, Math.log(ms / DISTANCES.leastMs) / decades));
}

/** @returns ms at a place of the scale, in three digits: as fine as anyone can point */
export function distanceAt(place: number): number {
  return Number((DISTANCES.leastMs * Math.exp(place * decades)).toPrecision(3));
}

/** The distance a key's step away, ms: a millisecond, or 5 % where that is more. */
export function stepFrom(ms: number, direction: 1 | -1): number {
  const size = Math.max(1, Math.round(ms * 0.05));
  const whole = direction > 0 ? Math.floor(ms) : Math.ceil(ms);
  return Math.min(DISTANCES.mostMs, Math.max(DISTANCES.leastMs, whole + direction * size));
}
