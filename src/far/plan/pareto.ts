import type { Outcome } from './plan';

/**
 * What is weighed against each other: less of each is better, but for accuracy. Requests that nobody answers count too: who gives some up
 * is quick and cheap.
 */
export const dimensions = ['p90', 'usd', 'joules', 'failedShare', 'accuracy'] as const;
export type Dimension = (typeof dimensions)[number] | 'p50' | 'p99';

export interface Front<Weighed extends Point> {
  /** Those known of every strategy: what is unknown of one can't be held against it, nor for it. */
  readonly compared: readonly Dimension[];
  /** Those than which no other is better in one of them and as good in all. */
  readonly best: readonly Weighed[];
}

type Point = Pick<Outcome, Dimension>;

/** A percentile that isn't reached is no unknown but the worst there is. */
function coordinates(point: Point, dimension: Dimension): readonly number[] | undefined {
  if (dimension === 'p50' || dimension === 'p90' || dimension === 'p99') return [point[dimension] ?? Infinity];
  if (dimension === 'failedShare') return [point.failedShare];
  if (dimension === 'usd') return point.usd === null ? undefined : [point.usd];
  if (dimension === 'accuracy') return point.accuracy === null ? undefined : [-point.accuracy];
  // Less by either end of what is disputed.
  return point.joules === null ? undefined : [point.joules.low, point.joules.high];
}

/**
 * The Pareto front over what is known of all; equals stand on it together.
 * @param over what is weighed
 */
export function paretoFront<Weighed extends Point>(
  outcomes: readonly Weighed[],
  over: readonly Dimension[] = dimensions,
): Front<Weighed> {
  const compared = over.filter((dimension) => outcomes.every((each) => coordinates(each, dimension)));
  const places = outcomes.map((each) => compared.flatMap((dimension) => coordinates(each, dimension) ?? []));
  const beats = (a: readonly number[], b: readonly number[]) =>
    a.every((value, index) => value <= (b[index] as number)) && a.some((value, index) => value < (b[index] as number));
  const best = outcomes.filter((_, index) => {
    const own = places[index] as readonly number[];
    return !places.some((other) => beats(other, own));
  });
  return { compared, best };
}
