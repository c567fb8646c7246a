import type { Chip } from '../../../far/chips/schema';
import type { Measurement } from '../../../far/calibration/measurements';
import { tally, verdictOf, type Tally, type Verdict } from '../../../far/calibration/verdict';

/** A published measurement beside its prediction. */
export interface Point {
  /** Its place in the list of measurements. */
  readonly index: number;
  readonly measurement: Measurement;
  readonly chipName: string;
  /** Absent where the chip refuses. */
  readonly predicted?: Verdict & { readonly predictedMs: number; readonly low: number; readonly high: number };
}

/** Predictions by the figures that are shipped. */
export const pointsOf = (
  measurements: readonly Measurement[],
  chips: ReadonlyMap<string, { readonly chip: Chip; readonly name: string }>,
): Point[] =>
  measurements.flatMap((measurement, index): Point[] => {
    const known = chips.get(measurement.chip);
    if (!known) return [];
    const predicted = verdictOf(known.chip, measurement);
    return [{ index, measurement, chipName: known.name, ...(predicted && { predicted }) }];
  });

export interface PointFilter {
  readonly chip: string;
  /** A source's name. */
  readonly source: string;
  readonly role: string;
}

export const passesPoint = ({ measurement }: Point, { chip, source, role }: PointFilter): boolean =>
  (chip === '' || measurement.chip === chip) &&
  (source === '' || measurement.source.name === source) &&
  (role === '' || measurement.role === role);

export function tallyOf(points: readonly Point[]): Tally {
  const verdicts = points.flatMap(({ predicted }) => predicted ?? []);
  return tally(verdicts, points.length - verdicts.length);
}

/** How far off, as a factor of 1 and more; refused ones are the farthest. */
export const missOf = ({ predicted }: Point): number =>
  predicted ? Math.exp(Math.abs(Math.log(predicted.ratio))) : Number.POSITIVE_INFINITY;

/** What is fitted to nothing although it is known, by the reason why: the TPU paper's first, then by how many there are. */
export function oddOnes(points: readonly Point[]): { readonly reason: string; readonly points: readonly Point[] }[] {
  const groups = new Map<string, Point[]>();
  for (const point of points) {
    if (point.measurement.role !== 'odd') continue;
    const reason = (point.measurement.miss ?? 'No reason is kept.').replace(/ Not fitted\.$/, '');
    groups.set(reason, [...(groups.get(reason) ?? []), point]);
  }
  const isOfTpu = (group: readonly Point[]) => group.some(({ measurement }) => measurement.chip === 'tpu-v1');
  return [...groups]
    .map(([reason, group]) => ({ reason, points: group }))
    .sort((a, b) => Number(isOfTpu(b.points)) - Number(isOfTpu(a.points)) || b.points.length - a.points.length);
}

/** The middle of some ratios. */
export function medianOf(values: readonly number[]): number | undefined {
  const ordered = [...values].sort((a, b) => a - b);
  return ordered[Math.floor(ordered.length / 2)];
}
