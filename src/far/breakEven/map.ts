import type { Percentiles } from '../samples';
import type { Refusal } from '../server';
import { anyNetwork } from './anyNetwork';
import { inProportion, LIMITS, shares, type Contest, type Share } from './breakEven';
import { breakEvenOf, type BreakEven } from './search';

export interface Grid {
  /** Columns: round trips, ms, rising. */
  readonly rttMs: readonly number[];
  /** Rows: uplinks, kbit/s, rising; the downlink goes with them in proportion. */
  readonly upKbps: readonly number[];
}

/** Who is faster, over round trip and bandwidth. */
export interface BreakEvenMap extends Grid {
  /** Far over near, one share each, row by row: below 1 the far side is faster. */
  readonly farOverNear: Readonly<Record<Share, Float64Array>>;
  /** For each row the round trip below which the far side is faster, ms. */
  readonly borderMs: Readonly<Record<Share, readonly BreakEven[]>>;
}

/** Places on a logarithmic scale, both ends included. */
export function logarithmic(least: number, most: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => least * (most / least) ** (index / Math.max(1, count - 1)));
}

export const defaultGrid: Grid = { rttMs: logarithmic(2, 1000, 24), upKbps: logarithmic(50, 1_000_000, 24) };

/** @returns a refusal where the queue never empties or an amount can't be */
export function breakEvenMap({ near, far, connection }: Contest, grid: Grid = defaultGrid): BreakEvenMap | Refusal {
  const anywhere = anyNetwork(far, connection);
  if ('problem' in anywhere) return anywhere;
  const columns = grid.rttMs.length;
  const farOverNear = forEach(() => new Float64Array(columns * grid.upKbps.length));
  const borderMs = forEach((): BreakEven[] => []);
  for (const [row, up] of grid.upKbps.entries()) {
    const rates = inProportion(far.profile, up);
    // All three percentiles come at once, and what one search asks for the next one often asks again.
    const known = new Map<number, Percentiles>();
    const at = (rttMs: number): Percentiles => {
      const percentiles = known.get(rttMs) ?? anywhere({ ...rates, rttMs });
      known.set(rttMs, percentiles);
      return percentiles;
    };
    for (const [column, rttMs] of grid.rttMs.entries()) {
      for (const share of shares) farOverNear[share][row * columns + column] = at(rttMs)[share] / near[share];
    }
    for (const share of shares) {
      const gapMs = (rttMs: number) => at(rttMs)[share] - near[share];
      borderMs[share].push(
        breakEvenOf({ ...columnsAround(grid.rttMs, gapMs), scale: 'linear', farWins: 'below', gapMs }),
      );
    }
  }
  return { ...grid, farOverNear, borderMs };
}

/** The two neighbouring columns between which the border lies, or a column and the end beyond it. */
function columnsAround(rttMs: readonly number[], gapMs: (rttMs: number) => number): { least: number; most: number } {
  const next = rttMs.findIndex((ms) => !(gapMs(ms) < 0));
  if (next < 0) return { least: rttMs.at(-1) ?? 0, most: LIMITS.mostRttMs };
  return { least: rttMs[next - 1] ?? 0, most: rttMs[next] ?? LIMITS.mostRttMs };
}

const forEach = <T>(make: () => T) => Object.fromEntries(shares.map((share) => [share, make()])) as Record<Share, T>;
