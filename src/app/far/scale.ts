import type { BreakEven } from '../../far/breakEven/search';

/** A logarithmic axis: from a value to a place between two ends, px, and back. */
export interface Axis {
  readonly least: number;
  readonly most: number;
  readonly at: (value: number) => number;
  readonly valueAt: (place: number) => number;
}

/** What lies beyond either end is shown at it. */
export function logAxis(least: number, most: number, from: number, to: number): Axis {
  const span = Math.log(most / least);
  return {
    least,
    most,
    at(value) {
      const share = Math.log(Math.max(value, Number.MIN_VALUE) / least) / span;
      return from + Math.min(1, Math.max(0, share)) * (to - from);
    },
    valueAt(place) {
      const share = Math.min(1, Math.max(0, (place - from) / (to - from)));
      return least * Math.exp(share * span);
    },
  };
}

/** Powers of ten on an axis. */
export function decadesOf(least: number, most: number): number[] {
  const first = Math.ceil(Math.log10(least) - 1e-9);
  const last = Math.floor(Math.log10(most) + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index));
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A border as points, one for each row: at the left end where the far side never wins, at the right where it always does. */
export function borderPoints(border: readonly BreakEven[], rows: readonly number[], x: Axis, y: Axis): Point[] {
  const roundTrip = (even: BreakEven) => {
    if (even.kind === 'at') return even.value;
    return even.kind === 'never' ? x.least : x.most;
  };
  return rows.map((row, index) => ({ x: x.at(roundTrip(border[index] as BreakEven)), y: y.at(row) }));
}

const written = ({ x, y }: Point) => `${x.toFixed(1)} ${y.toFixed(1)}`;

/** A line through points; no longer than its part within the axis, so that it doesn't run along an edge. */
export function linePath(points: readonly Point[], x: Axis): string {
  const [left, right] = [x.at(x.least), x.at(x.most)];
  const isEdge = ({ x: place }: Point) => place <= left || place >= right;
  let path = '';
  for (const [index, point] of points.entries()) {
    const [before, after] = [points[index - 1], points[index + 1]];
    // The last point at an edge is where the line comes from.
    const isNeeded = !isEdge(point) || (before && !isEdge(before)) || (after && !isEdge(after));
    if (!isNeeded) continue;
    path += `${path === '' || (isEdge(point) && before && isEdge(before)) ? 'M' : 'L'}${written(point)}`;
  }
  return path;
}

/** What lies between two lines. */
export function bandPath(one: readonly Point[], other: readonly Point[]): string {
  const all = [...one, ...other.toReversed()];
  return all.length === 0 ? '' : `M${all.map(written).join('L')}Z`;
}

export interface Label extends Point {
  readonly text: string;
}

/** Height of a label's line, and what its letters are as wide as, px. */
const [LINE, LETTER] = [15, 7.6];

/**
 * Labels beside their points, as many as stand clear of each other and of every point, the first ones first.
 * @param width of what they stand in, px
 */
export function placedLabels(
  wanted: readonly Label[],
  points: readonly Point[],
  width: number,
): (Label & { anchor: 'start' | 'end' })[] {
  const placed: (Label & { anchor: 'start' | 'end'; left: number; right: number })[] = [];
  for (const { text, x, y } of wanted) {
    const room = text.length * LETTER;
    for (const anchor of ['start', 'end'] as const) {
      const at = anchor === 'start' ? x + 9 : x - 9;
      const [left, right] = anchor === 'start' ? [at, at + room] : [at - room, at];
      const isWithin = left >= 0 && right <= width;
      const isFree = placed.every((other) => other.right < left || other.left > right || Math.abs(other.y - y) >= LINE);
      const isClear = points.every(
        (point) => point.x + 5 < left || point.x - 5 > right || Math.abs(point.y - y) >= LINE - 4,
      );
      if (!isWithin || !isFree || !isClear) continue;
      placed.push({ text, x: at, y, anchor, left, right });
      break;
    }
  }
  return placed.map(({ text, x, y, anchor }) => ({ text, x, y, anchor }));
}
