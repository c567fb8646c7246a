import { besideMs } from '../record/beside';
import { samplesOf } from '../record/reading';
import type { CompletedCell, Steady } from '../record/record';
import { percentilesOf } from '../statistics/samples';
import { AHEAD, type Ranking } from './rank';

/** One answer on this device, from input to answer. */
export interface NearAnswer {
  readonly totalMs: number;
  /** Where the truth lies, as far as was measured. */
  readonly spreadMs: readonly [number, number];
  /** What the spread is: an interval over openings, or with one opening alone the middle half of its times. */
  readonly spread: '95 % interval' | 'middle half';
  /** Of the total: inference, and what comes before and after it. */
  readonly inferenceMs: number;
  readonly besideMs: number;
  /** Of {@link besideMs}, what comes before the inference; absent where only the two together are known. */
  readonly beforeMs?: number;
  /** Targets that the figures are the middle of: more than one where none is known to be the fastest. */
  readonly targets: number;
}

type Series = Pick<Steady, 'medianMs' | 'ci95Ms' | 'visits'>;

/**
 * The targets that the near side is taken from: the winner, or all that may be the fastest. Of targets opened once, of which
 * a ranking names no winner, those that the fastest isn't called ahead of.
 * @returns at least one cell where there is any
 */
export function contenders({ winner, tied }: Pick<Ranking, 'winner' | 'tied'>): readonly CompletedCell[] {
  if (winner) return [winner];
  const fastestMs = tied[0]?.steady.medianMs ?? 0;
  const isRanked = (cell: CompletedCell | undefined) => (cell?.steady.openings ?? 0) > 1;
  return tied.filter((cell) => (isRanked(tied[0]) && isRanked(cell)) || cell.steady.medianMs <= AHEAD * fastestMs);
}

/**
 * The near side of here-or-there. Where several targets can't be told apart, the lowest of their medians would be too low:
 * the minimum of k noisy values lies under every one's truth. So it is their geometric mean, with the geometric mean of
 * their intervals' ends, as wide as if all erred together.
 *
 * Whole answers are taken where they were measured as such; else the inference, with what was timed around it added.
 * @param cells of one model, from {@link contenders}
 * @throws RangeError where there is none
 */
export function nearAnswer(cells: readonly CompletedCell[]): NearAnswer {
  if (cells.length === 0) throw new RangeError('A near side is taken from at least one cell.');
  const each = cells.map(wholeAnswer);
  const totalMs = geometricMean(each.map(({ medianMs }) => medianMs));
  // The two are series of their own: on a busy device whole answers may have met calmer moments than inferences did.
  const inferenceMs = Math.min(totalMs, geometricMean(cells.map(({ steady }) => steady.medianMs)));
  const intervals = each.flatMap(({ ci95Ms }) => (ci95Ms ? [ci95Ms] : []));
  const besideMs = totalMs - inferenceMs;
  const shares = cells.map(beforeShare);
  const share = shares.reduce<number | undefined>(
    (sum, one) => (sum === undefined || one === undefined ? undefined : sum + one / cells.length),
    0,
  );
  const isInterval = intervals.length === each.length;
  const spreads = isInterval ? intervals : each.map(({ middleMs }) => middleMs);
  return {
    totalMs,
    spreadMs: [geometricMean(spreads.map(([low]) => low)), geometricMean(spreads.map(([, high]) => high))],
    spread: isInterval ? '95 % interval' : 'middle half',
    inferenceMs,
    besideMs,
    ...(share !== undefined && { beforeMs: share * besideMs }),
    targets: cells.length,
  };
}

/** Of what was timed around the inference, how much comes before it; handing the answer over comes after. */
function beforeShare({ phases }: CompletedCell): number | undefined {
  const { preMs, postMs = 0, rpcMs = 0 } = phases ?? {};
  const sum = (preMs ?? 0) + postMs + rpcMs;
  return preMs === undefined || sum === 0 ? undefined : preMs / sum;
}

function wholeAnswer(cell: CompletedCell) {
  const { answers, steady } = cell;
  if (answers) return { medianMs: answers.medianMs, ci95Ms: answers.ci95Ms, middleMs: middleHalf(answers) };
  const beside = besideMs(cell);
  const shifted = ([low, high]: readonly [number, number]) => [low + beside, high + beside] as const;
  return {
    medianMs: steady.medianMs + beside,
    ci95Ms: steady.ci95Ms && shifted(steady.ci95Ms),
    middleMs: shifted(middleHalf(steady)),
  };
}

/** Asked for at each drawing of a series that may hold a hundred thousand samples. */
const halves = new WeakMap<Series['visits'], readonly [number, number]>();

/** @param series whose visits don't change: what is found is kept by the list */
export function middleHalf(series: Series): readonly [number, number] {
  const known = halves.get(series.visits);
  if (known) return known;
  const found = percentilesOf(samplesOf(series), [25, 75]) as [number, number];
  halves.set(series.visits, found);
  return found;
}

const geometricMean = (values: readonly number[]) =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
