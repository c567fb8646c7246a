import { bytesPerNumber } from '../../../domain/precision';
import { bestPrecision, rateOf } from '../../../far/prediction/rate';
import type { AnswerWork } from '../../../far/server';
import type { Entry } from './entries';
import type { Row } from './ranking';

/** A chip's roof (Williams, Waterman & Patterson, CACM 52(4), 2009): operations a second by operations a byte. */
export interface Roof {
  readonly entry: Entry;
  readonly precision: string;
  /** Operations a second, dense. */
  readonly peak: number;
  /** Bytes a second; absent where it is unknown: the roof is flat then. */
  readonly bandwidth?: number;
  /** Operations a byte from which arithmetic is the limit. */
  readonly ridge?: number;
  /** Of the network's answer, where the chip gives one. */
  readonly point?: Point;
  /** Why it gives none. */
  readonly problem?: string;
}

export interface Point {
  /** Operations a byte of weights. */
  readonly intensity: number;
  /** Attained, operations a second; the band holds 80 of 100 such cases. */
  readonly perSecond: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Operations for each byte of weights, every weight being read once a launch; activations are taken to stay on the chip.
 * @returns undefined for a precision whose width is unknown, or where there are no weights
 */
export function intensityOf({ macs, parameters }: AnswerWork, precision: string, batch: number): number | undefined {
  const bytes = parameters * (bytesPerNumber(precision) ?? 0);
  return bytes > 0 && macs > 0 ? (2 * macs * batch) / bytes : undefined;
}

/** @returns undefined where no peak is known in that precision, or in any */
export function roofOf(
  entry: Entry,
  answer: Row,
  work: AnswerWork,
  asked: string | undefined,
  batch: number,
): Roof | undefined {
  const { chip } = entry;
  const precision = asked ?? bestPrecision(chip);
  const rate = precision === undefined ? undefined : rateOf(chip, precision);
  if (precision === undefined || rate === undefined || typeof rate === 'string') return undefined;
  const peak = rate.peakTops * 1e12;
  const bandwidth = chip.mem_bw_gbps === null ? undefined : chip.mem_bw_gbps * 1e9;
  const intensity = intensityOf(work, precision, batch);
  const rateAt = (ms: number) => (2 * work.macs * batch * 1000) / ms;
  return {
    entry,
    precision,
    peak,
    ...(bandwidth !== undefined && { bandwidth, ridge: peak / bandwidth }),
    ...(answer.kind === 'refused' && { problem: answer.reason }),
    ...(answer.kind === 'answered' &&
      intensity !== undefined && {
        point: {
          intensity,
          perSecond: rateAt(answer.estimate.ms),
          low: rateAt(answer.estimate.highMs),
          high: rateAt(answer.estimate.lowMs),
        },
      }),
  };
}

/** What the roof allows at an intensity, operations a second. */
export const allowed = ({ peak, bandwidth }: Roof, intensity: number): number =>
  bandwidth === undefined ? peak : Math.min(peak, bandwidth * intensity);

export interface Extent {
  readonly x: readonly [low: number, high: number];
  readonly y: readonly [low: number, high: number];
}

const decade = (value: number, round: (value: number) => number) => 10 ** round(Math.log10(value));

/** Whole decades that hold every ridge, every intensity and every point. */
export function extentOf(roofs: readonly Roof[], intensities: readonly number[]): Extent {
  const xs = [1, 1000, ...intensities, ...roofs.flatMap(({ ridge }) => ridge ?? [])];
  const ys = [
    ...roofs.map(({ peak }) => peak),
    ...roofs.flatMap(({ point }) => (point ? [point.low, point.high] : [])),
  ];
  if (ys.length === 0) ys.push(1e9, 1e12);
  return {
    x: [decade(Math.min(...xs), Math.floor), decade(Math.max(...xs), Math.ceil)],
    y: [decade(Math.min(...ys) / 1.5, Math.floor), decade(Math.max(...ys) * 1.1, Math.ceil)],
  };
}

export const decadesOf = ([low, high]: readonly [number, number]): number[] =>
  Array.from({ length: Math.round(Math.log10(high / low)) + 1 }, (_, step) => low * 10 ** step);

/** Places for labels, none nearer to another than `gap`, each as near to its own as that allows; all within the two ends. */
export function spread(places: readonly number[], gap: number, [first, last]: readonly [number, number]): number[] {
  const order = places.map((_, index) => index).sort((a, b) => (places[a] as number) - (places[b] as number));
  const out = [...places];
  let from = first;
  for (const index of order) {
    out[index] = Math.max(from, Math.min(last, places[index] as number));
    from = (out[index] as number) + gap;
  }
  let to = last;
  for (const index of order.toReversed()) {
    out[index] = Math.min(to, out[index] as number);
    to = (out[index] as number) - gap;
  }
  return out;
}
