import * as v from 'valibot';
import { ownNetworkProblem } from '../custom';
import type { Trace, TracePoint, TraceProblem } from './trace';

const MOST_POINTS = 100_000;
const MOST_MS = 7 * 24 * 3_600_000;
/** Where a trace has no times. */
const APART_MS = 1000;

const figure = v.pipe(v.number(), v.finite());
const pointSchema = v.object({
  atMs: v.optional(v.pipe(figure, v.minValue(0), v.maxValue(MOST_MS))),
  rttMs: figure,
  downKbps: figure,
  upKbps: figure,
});

/** @returns a sentence, with the number of the point that is wrong */
export function readPoints(list: unknown): Trace | TraceProblem {
  if (!Array.isArray(list) || list.length === 0) return { problem: 'A trace has a list of points, one at least.' };
  if (list.length > MOST_POINTS) return { problem: `A trace has at most ${MOST_POINTS.toLocaleString('en')} points.` };
  const points: TracePoint[] = [];
  const isTimed = typeof (list[0] as { atMs?: unknown } | null)?.atMs === 'number';
  for (const [index, given] of list.entries()) {
    const problem = (why: string) => ({ problem: `Point ${index + 1} of the trace: ${why}` });
    const read = v.safeParse(pointSchema, given);
    if (!read.success) {
      const field = v.getDotPath(read.issues[0]);
      return problem(field ? `${field} is missing or no number that could be one.` : 'it is no object.');
    }
    const { atMs, ...network } = read.output;
    const outside = ownNetworkProblem(network);
    if (outside) return problem(outside);
    if ((atMs !== undefined) !== isTimed) return problem('either every point has atMs or none has.');
    const before = points.at(-1)?.atMs;
    if (atMs !== undefined && before !== undefined && atMs <= before) return problem('atMs has to grow.');
    points.push({ atMs: atMs ?? index * APART_MS, ...network });
  }
  return traceOf(points, isTimed ? [] : ['The trace has no times: its points are taken a second apart.']);
}

/** Its last point lasts as long as the points do on average. @param points in order, one at least */
export function traceOf(points: readonly TracePoint[], notes: readonly string[]): Trace {
  const beginsMs = points[0]?.atMs ?? 0;
  const fromZero = points.map((point) => ({ ...point, atMs: point.atMs - beginsMs }));
  const lastMs = fromZero.at(-1)?.atMs ?? 0;
  const durationMs = points.length > 1 ? lastMs + lastMs / (points.length - 1) : APART_MS;
  return { kind: 'trace', points: fromZero, durationMs, notes };
}
