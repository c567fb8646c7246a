import type { Requests } from '../simulate';
import type { Percentiles } from '../samples';
import type { Refusal } from '../server';
import { anyNetwork, type Connection } from './anyNetwork';
import { inProportion, shares, type Share } from './breakEven';
import type { BreakEven } from './search';

export interface Grid {
  /** Columns: round trips, ms, rising. */
  readonly rttMs: readonly number[];
  /** Rows: uplinks, kbit/s, rising; the downlink goes with them in proportion. */
  readonly upKbps: readonly number[];
}

/** What the far side takes, over round trip and uplink: whoever it is compared with. */
export interface Surface extends Grid {
  /** ms, row by row. */
  readonly ms: Readonly<Record<Share, Float64Array>>;
}

/** Places on a logarithmic scale, both ends included. */
function logarithmic(least: number, most: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => least * (most / least) ** (index / Math.max(1, count - 1)));
}

/** From a wire to a satellite, and from a modem to a backbone. */
export const mapGrid: Grid = { rttMs: logarithmic(1, 2000, 24), upKbps: logarithmic(20, 1_000_000, 24) };

/** @returns a refusal where the queue never empties or an amount can't be */
export function farSurface(options: Requests, connection: Connection, grid: Grid = mapGrid): Surface | Refusal {
  const at = anyNetwork(options, connection);
  if ('problem' in at) return at;
  const count = grid.rttMs.length * grid.upKbps.length;
  const ms = { p50: new Float64Array(count), p90: new Float64Array(count), p99: new Float64Array(count) };
  let index = 0;
  for (const up of grid.upKbps) {
    const rates = inProportion(options.profile, up);
    for (const rttMs of grid.rttMs) {
      const percentiles = at({ ...rates, rttMs });
      for (const share of shares) ms[share][index] = percentiles[share];
      index++;
    }
  }
  return { ...grid, ms };
}

/**
 * For each row the round trip below which the far side is faster. Between two columns time is taken to be linear in the round trip, which it
 * is but where a slow start needs one more of them.
 */
export function borderOf({ rttMs, upKbps, ms }: Surface, share: Share, nearMs: number): BreakEven[] {
  const columns = rttMs.length;
  return upKbps.map((_, row): BreakEven => {
    const times = ms[share].subarray(row * columns, (row + 1) * columns);
    const column = times.findIndex((each) => each >= nearMs);
    if (column < 0) return { kind: 'always' };
    if (column === 0) return { kind: 'never' };
    const [before, after] = [times[column - 1] as number, times[column] as number];
    const [left, right] = [rttMs[column - 1] as number, rttMs[column] as number];
    return { kind: 'at', value: left + ((right - left) * (nearMs - before)) / (after - before), farWins: 'below' };
  });
}

/** What the far side takes in one place, ms; beyond the grid, what it takes at its edge. Linear in the round trip, logarithmic in the rate. */
export function timesAt(
  { rttMs, upKbps, ms }: Surface,
  place: { readonly rttMs: number; readonly upKbps: number },
): Percentiles {
  const [column, right] = between(rttMs, place.rttMs, (value) => value);
  const [row, above] = between(upKbps, place.upKbps, Math.log);
  const at = (share: Share) => {
    const of = (y: number, x: number) => ms[share][y * rttMs.length + x] as number;
    const along = (y: number) => of(y, column) + (right === 0 ? 0 : right * (of(y, column + 1) - of(y, column)));
    if (above === 0) return along(row);
    return Math.exp((1 - above) * Math.log(along(row)) + above * Math.log(along(row + 1)));
  };
  return { p50: at('p50'), p90: at('p90'), p99: at('p99') };
}

/** The place before a value, and how far it is from there to the next, 0 to below 1. */
function between(places: readonly number[], value: number, scale: (value: number) => number): [number, number] {
  const last = places.length - 1;
  const next = places.findIndex((place) => place > value);
  if (next === 0) return [0, 0];
  if (next < 0) return [last, 0];
  const [from, to] = [scale(places[next - 1] as number), scale(places[next] as number)];
  return [next - 1, (scale(value) - from) / (to - from)];
}
