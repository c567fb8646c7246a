import type { Percentiles } from '../../../far/samples';
import type { EmulatedTrip } from '../../../far/endpoint/emulated/ask';
import type { Trip } from '../../../far/endpoint/trip';
import { duration } from '../../../ui/format';
import type { Near } from '../near';
import { chartWords as words } from './words';

/** Samples that a percentile needs: fewer, and it would be the slowest by another name. */
export const LEAST_FOR = { p90: 10, p99: 100 } as const;

export type RowId = 'near' | 'simulated' | 'emulated' | 'real';

/** Somebody's time for one answer, ms. */
export interface Row {
  readonly id: RowId;
  readonly title: string;
  readonly how: 'measured' | 'stated' | 'simulated';
  /** Samples; absent where there is a middle alone. */
  readonly n?: number;
  readonly p50: number;
  readonly p90?: number;
  readonly p99?: number;
  /** To the end of the answer, where the others are to a text's first token: nothing to compare with them. */
  readonly isWhole?: boolean;
  /** Median of what emulated requests were to take. */
  readonly plannedMs?: number;
}

export interface Shown {
  readonly near?: Near;
  /** Of as many requests. */
  readonly simulated?: { readonly percentiles: Percentiles; readonly n: number };
  readonly emulated: readonly EmulatedTrip[];
  readonly real: readonly Trip[];
  /** Whether the model writes text: its first token is then what is compared, as it is for the others. */
  readonly isText: boolean;
}

/** What of a trip stands beside the others'. */
export const timeOf = ({ totalMs, stream }: Trip, isText: boolean): number =>
  isText && stream ? stream.firstMs : totalMs;

/** What the emulation was to take for one, ms: of a text to its first token. */
export const plannedOf = ({ planned }: EmulatedTrip): number => planned.reduce((sum, { ms }) => sum + ms, 0);

/** What there is to compare, near first. */
export function rowsOf({ near, simulated, emulated, real, isText }: Shown): readonly Row[] {
  const rows: (Row | undefined)[] = [
    near && nearRow(near),
    simulated && {
      id: 'simulated',
      title: words.simulated,
      how: 'simulated',
      n: simulated.n,
      ...percentilesAt(simulated),
    },
    emulatedRow(emulated, isText),
    // Its first stands apart, unless it is alone: there may have been a connection to open.
    tripsRow('real', words.real, real.length > 1 ? real.slice(1) : real, isText),
  ];
  return rows.filter((row) => row !== undefined);
}

function nearRow(near: Near): Row {
  const { p50 } = near.percentiles;
  // A text's first token has a middle and no samples.
  if (!near.hasSpread) return { id: 'near', title: words.near, how: near.kind, p50 };
  const n = near.sortedMs.length;
  return { id: 'near', title: words.near, how: 'measured', n, ...percentilesAt({ percentiles: near.percentiles, n }) };
}

function emulatedRow(trips: readonly EmulatedTrip[], isText: boolean): Row | undefined {
  const row = tripsRow('emulated', words.emulated, trips, isText);
  return row && { ...row, plannedMs: percentileOf(trips.map(plannedOf), 0.5) };
}

function tripsRow(id: RowId, title: string, trips: readonly Trip[], isText: boolean): Row | undefined {
  if (trips.length === 0) return undefined;
  const times = trips.map((trip) => timeOf(trip, isText));
  const n = times.length;
  const at = (share: number) => percentileOf(times, share);
  const percentiles = { p50: at(0.5), p90: at(0.9), p99: at(0.99) };
  const isWhole = isText && trips.some(({ stream }) => !stream);
  return { id, title, how: 'measured', n, ...percentilesAt({ percentiles, n }), ...(isWhole && { isWhole }) };
}

/** By nearest rank. */
function percentileOf(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(share * times.length) - 1)] as number;
}

function percentilesAt({ percentiles, n }: { readonly percentiles: Percentiles; readonly n: number }) {
  const { p50, p90, p99 } = percentiles;
  return { p50, p90: n >= LEAST_FOR.p90 ? p90 : undefined, p99: n >= LEAST_FOR.p99 ? p99 : undefined };
}

/** What the rows show, in a sentence or two. */
export function findingOf(rows: readonly Row[]): string {
  const compared = rows.filter(({ isWhole }) => !isWhole);
  const by = (id: RowId) => (compared.length > 0 ? compared : rows).find((row) => row.id === id);
  const [near, simulated, emulated, real] = [by('near'), by('simulated'), by('emulated'), by('real')];
  const asked = real ?? emulated ?? simulated;
  if (!asked && !near) return words.empty;
  if (!asked || !near) {
    const row = (asked ?? near) as Row;
    return `${row.title} takes ${duration(row.p50)}, ${words.how[row.how]}.${apart(emulated)}`;
  }
  const [faster, slower] = near.p50 <= asked.p50 ? [near, asked] : [asked, near];
  const times = slower.p50 / faster.p50;
  const sentence =
    times < 1.05
      ? `${near.title} and ${lower(asked.title)} take about as long: ${duration(near.p50)} and ${duration(asked.p50)}.`
      : `${faster.title} is ${times >= 1.95 ? `${Number(times.toPrecision(2))} times` : `${Math.round(100 * (times - 1))} %`} ${
          times >= 1.95 ? 'as fast as' : 'faster than'
        } ${lower(slower.title)}: ${duration(faster.p50)} against ${duration(slower.p50)}.`;
  return sentence + apart(emulated);
}

const lower = (title: string) => title[0]?.toLowerCase() + title.slice(1);

/** How far real requests through the emulation are from what those very requests were to take: not from the median of others. */
function apart(emulated: Row | undefined): string {
  if (!emulated?.plannedMs) return '';
  const share = emulated.p50 / emulated.plannedMs - 1;
  const way = share >= 0 ? 'above' : 'below';
  return ` Real requests to the emulated cloud come ${Math.abs(Math.round(1000 * share) / 10)} % ${way} what they were to take.`;
}
