import { percentilesOf, type Percentiles } from '../../far/samples';
import type { NearAnswer } from '../../judge/near';
import { titleOf } from '../../judge/titles';
import { outlineOf } from '../../models/outline';
import type { CompletedCell, RunRecord } from '../../record/record';
import { samplesOf } from '../../record/reading';
import { taskOf } from '../../tasks/registry';
import { taskResults } from '../device/results';

/** How long this device takes for one answer, from input to answer. */
export type Near = MeasuredNear | StatedNear;

export interface MeasuredNear {
  readonly kind: 'measured';
  readonly percentiles: Percentiles;
  /** False for a text, of whose first token a middle alone is known: it stands for every percentile. */
  readonly hasSpread: boolean;
  /** Each measured answer, rising, ms. */
  readonly sortedMs: Float64Array;
  /** From everything fetched to the first answer, ms: absent where it was not measured. */
  readonly firstAnswerMs?: number;
  /** The cell that the figures come from, and how sure its middle is; absent for a text, whose pieces have intervals of their own. */
  readonly cell: CompletedCell;
  readonly answer?: NearAnswer;
  /** Of a decoder, from one token to the next, ms: the figures above are then of its first token. */
  readonly tokenMs?: number;
  /** "ort-wasm, 2 threads". */
  readonly target: string;
}

/** What the visitor says of it: no interval, no tail. */
export interface StatedNear {
  readonly kind: 'stated';
  /** The same three times. */
  readonly percentiles: Percentiles;
  readonly hasSpread: false;
  readonly sortedMs: Float64Array;
}

/** @param ms above 0 */
export function statedNear(ms: number): StatedNear {
  return {
    kind: 'stated',
    percentiles: { p50: ms, p90: ms, p99: ms },
    hasSpread: false,
    sortedMs: Float64Array.of(ms),
  };
}

/**
 * What this device's stored runs say of a model: its samples are those of the target that is the fastest, and where several can't be told
 * apart they are scaled to the middle of all of them, since the lowest of several noisy medians is too low.
 * @param records of this device, newest first
 * @returns undefined where it was not measured here
 */
export function measuredNear(model: string, records: readonly RunRecord[]): MeasuredNear | undefined {
  const task = taskOf(outlineOf(model)?.task ?? '');
  if (!task) return undefined;
  const [result] = taskResults([{ ...task, model }], records);
  if (!result) return writtenNear(model, records);
  const { best, near, firstAnswerMs } = result;
  const besideMs = best.answers ? 0 : near.besideMs;
  const unscaled = Float64Array.from(samplesOf(best.answers ?? best.steady), (ms) => ms + besideMs);
  const scale = near.totalMs / percentilesOf(unscaled).p50;
  const sortedMs = unscaled.map((ms) => ms * scale).sort();
  return {
    kind: 'measured',
    percentiles: percentilesOf(sortedMs),
    hasSpread: true,
    sortedMs,
    ...(firstAnswerMs !== undefined && { firstAnswerMs }),
    cell: best,
    answer: near,
    target: titleOf(best),
  };
}

/** A text: its first token's time has a middle and no samples of its own. */
function writtenNear(model: string, records: readonly RunRecord[]): MeasuredNear | undefined {
  const cells = records.flatMap(({ cells: own }) =>
    own.filter(
      (cell): cell is CompletedCell =>
        cell.status === 'completed' && cell.model === model && cell.workload === 'generation',
    ),
  );
  const tokenMsOf = ({ metrics }: CompletedCell) => metrics?.['inter-token']?.value ?? Infinity;
  const [best] = cells.toSorted((a, b) => tokenMsOf(a) - tokenMsOf(b));
  const firstMs = best?.metrics?.['first-token']?.value;
  const tokenMs = best && tokenMsOf(best);
  if (!best || firstMs === undefined || tokenMs === undefined || tokenMs === Infinity) return undefined;
  return { ...statedNear(firstMs), kind: 'measured', cell: best, tokenMs, target: titleOf(best) };
}
