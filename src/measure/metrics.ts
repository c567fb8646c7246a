import type { Cell, Visit } from '../record/record';
import { intervalOver, ofOpenings } from '../statistics/openings';
import { median, percentile, sorted } from '../statistics/samples';
import { studentQuantile } from '../statistics/student';
import { workloads } from '../workloads/registry';
import type { Metric } from '../workloads/types';

type Metrics = NonNullable<Cell['metrics']>;

/** What every record has a place of its own for. */
const elsewhere: ReadonlySet<string> = new Set(['inference', 'answer', 'pre', 'post']);

/** What a cell's workload measured beside the steady samples, opening by opening. */
export class MetricSeries {
  readonly #byName = new Map<string, Map<number, number[]>>();

  add(opening: number, series: Readonly<Record<string, readonly number[]>>): void {
    for (const [name, values] of Object.entries(series)) {
      if (elsewhere.has(name) || values.length === 0) continue;
      const openings = this.#byName.get(name) ?? new Map<number, number[]>();
      openings.set(opening, [...(openings.get(opening) ?? []), ...values]);
      this.#byName.set(name, openings);
    }
  }

  of(name: string): number[][] {
    return [...(this.#byName.get(name)?.values() ?? [])];
  }
}

const middle = (values: readonly number[]): number => {
  const ordered = [...values].sort((a, b) => a - b);
  return (((ordered[(ordered.length - 1) >> 1] as number) + (ordered[ordered.length >> 1] as number)) / 2) as number;
};
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** Student's interval of the mean, where single values add. */
function meanInterval(values: readonly number[]): [number, number] | undefined {
  const n = values.length;
  if (n < 2) return undefined;
  const mean = sumOf(values) / n;
  const variance = sumOf(values.map((value) => (value - mean) ** 2)) / (n - 1);
  const half = studentQuantile(0.95, n - 1) * Math.sqrt(variance / n);
  return [mean - half, mean + half];
}

/** One value for each opening, pooled as the metric's values spread. */
function pooled({ unit, better, distribution }: Metric, openings: readonly number[], n: number): Metrics[string] {
  const base = { unit, better, n, openings: openings.length };
  if (distribution === 'log-normal' && openings.every((value) => value > 0)) {
    const statistics = ofOpenings(openings.map(Math.log));
    const ci95 = intervalOver(statistics);
    return { ...base, value: Math.exp(statistics.mean), ...(ci95 && { ci95 }) };
  }
  const ci95 = meanInterval(openings);
  return { ...base, value: sumOf(openings) / openings.length, ...(ci95 && { ci95 }) };
}

/** Fewest samples for a percentile to mean anything, as of the steady phase. */
const FEWEST: Readonly<Record<number, number>> = { 50: 1, 90: 10, 99: 100 };
/** Places of a text that are told of together. */
const POSITIONS = 32;
const FEWEST_AT_A_PLACE = 4;

function ofTokens(visits: readonly Visit[], positions: readonly (readonly number[])[], metrics: Metrics): void {
  const openings = new Map<number, number[]>();
  for (const { opening, samplesMs } of visits) openings.set(opening, [...(openings.get(opening) ?? []), ...samplesMs]);
  const all = [...openings.values()];
  const n = sumOf(all.map(({ length }) => length));
  const rate = { title: '', unit: 'tokens/s', better: 'higher', distribution: 'normal' } as const;
  const time = { unit: 'ms', better: 'lower', n, openings: all.length } as const;
  metrics['decode'] = pooled(
    rate,
    all.map((samplesMs) => (1000 * samplesMs.length) / sumOf(samplesMs)),
    n,
  );
  const ordered = sorted(all.flat());
  for (const [p, fewest] of Object.entries(FEWEST)) {
    if (n >= fewest) metrics[`inter-token-p${p}`] = { ...time, value: percentile(ordered, Number(p)) };
  }
  const places = new Map<number, number[]>();
  for (const [index, { samplesMs }] of visits.entries()) {
    for (const [at, ms] of samplesMs.entries()) {
      const position = positions[index]?.[at];
      if (position === undefined) continue;
      const place = position - (position % POSITIONS);
      places.set(place, [...(places.get(place) ?? []), ms]);
    }
  }
  for (const [place, samplesMs] of [...places].sort(([a], [b]) => a - b)) {
    if (samplesMs.length < FEWEST_AT_A_PLACE) continue;
    metrics[`inter-token@${place}`] = { ...time, n: samplesMs.length, value: median(sorted(samplesMs)) };
  }
}

/**
 * The metrics of a cell as the record keeps them.
 * @param visits the steady samples @param positions of each sample of each visit, for workloads whose samples have a place in a text
 * @returns undefined for a workload whose figures all have a place of their own in records
 */
export function metricsOf(
  workload: string,
  series: MetricSeries,
  visits: readonly Visit[],
  positions: readonly (readonly number[])[],
): Metrics | undefined {
  const meta = workloads.find(({ id }) => id === workload);
  const metrics: Metrics = {};
  for (const [name, metric] of Object.entries(meta?.metrics ?? {})) {
    const openings = series.of(name);
    if (elsewhere.has(name) || name === 'inter-token') continue;
    if (name === 'decode' && visits.length > 0) ofTokens(visits, positions, metrics);
    else if (openings.length > 0)
      metrics[name] = pooled(metric, openings.map(middle), sumOf(openings.map(({ length }) => length)));
  }
  return Object.keys(metrics).length > 0 ? metrics : undefined;
}
