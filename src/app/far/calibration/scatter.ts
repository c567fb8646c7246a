import type { Point } from './points';

/** A square of log–log axes: both are times in ms. */
export interface Square {
  readonly low: number;
  readonly high: number;
}

const decade = (value: number, round: (value: number) => number) => 10 ** round(Math.log10(value));

/** Whole decades that hold all times that are drawn. */
export function squareOf(points: readonly Point[]): Square {
  let [low, high] = [Infinity, 0];
  for (const { measurement, predicted } of points) {
    if (!predicted) continue;
    low = Math.min(low, measurement.measuredMs, predicted.predictedMs);
    high = Math.max(high, measurement.measuredMs, predicted.predictedMs);
  }
  return high > 0 ? { low: decade(low, Math.floor), high: decade(high * 1.0001, Math.ceil) } : { low: 0.1, high: 1000 };
}

/** 0 to 1. */
export const shareOf = ({ low, high }: Square, ms: number): number => Math.log(ms / low) / Math.log(high / low);

export type Place = (ms: number) => number;

/** Every point as a line of no length, which a round cap makes a dot: one path draws a thousand within a frame. */
export function dotsPath(points: readonly Point[], x: Place, y: Place): string {
  let path = '';
  for (const { measurement, predicted } of points) {
    if (predicted) path += `M${x(measurement.measuredMs).toFixed(1)} ${y(predicted.predictedMs).toFixed(1)}h0`;
  }
  return path;
}

/** The band of predictions from half of what was measured to twice as much. */
export function bandPath({ low, high }: Square, x: Place, y: Place): string {
  return `M${x(low)} ${y(low)}L${x(low)} ${y(2 * low)}L${x(high / 2)} ${y(high)}H${x(high)}V${y(high / 2)}L${x(2 * low)} ${y(low)}Z`;
}

/** @returns the point that is drawn nearest to a place, within `reach` px */
export function nearest(
  points: readonly Point[],
  x: Place,
  y: Place,
  at: readonly [number, number],
  reach = 24,
): Point | undefined {
  let best: Point | undefined;
  let least = reach ** 2;
  for (const point of points) {
    if (!point.predicted) continue;
    const distance = (x(point.measurement.measuredMs) - at[0]) ** 2 + (y(point.predicted.predictedMs) - at[1]) ** 2;
    if (distance < least) [best, least] = [point, distance];
  }
  return best;
}
