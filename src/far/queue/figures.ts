import type { Traffic } from './traffic';

/** A server's traffic in figures, by the names that a link and a command line give them. */
export interface TrafficFigures {
  /** Requests a second, of everybody. */
  readonly rate?: number;
  readonly workers?: number;
  /** The most that are answered together. */
  readonly batch?: number;
  readonly 'batch-timeout-ms'?: number;
  /** A server that sleeps: how long it waits for the next request, seconds. */
  readonly 'keep-alive-s'?: number;
  readonly 'cold-start-ms'?: number;
}

interface Limit {
  readonly least: number;
  readonly most: number;
  readonly isWhole?: boolean;
}

export const trafficLimits: Readonly<Record<keyof TrafficFigures, Limit>> = {
  rate: { least: 0, most: 1e9 },
  workers: { least: 1, most: 10_000, isWhole: true },
  batch: { least: 1, most: 4096, isWhole: true },
  'batch-timeout-ms': { least: 0, most: 60_000 },
  'keep-alive-s': { least: 0, most: 1e7 },
  'cold-start-ms': { least: 0, most: 1e7 },
};

/**
 * @param figures each within its limit
 * @param written how a name is written where it was given: `--rate` on a command line
 * @returns undefined where none is given; a sentence where some don't go together
 */
export function trafficOf(
  figures: TrafficFigures,
  written = (name: keyof TrafficFigures) => `'${name}'`,
): Traffic | undefined | { readonly problem: string } {
  const { rate, workers, batch, 'batch-timeout-ms': timeoutMs } = figures;
  const { 'keep-alive-s': keepAliveS, 'cold-start-ms': startMs } = figures;
  const isShared = [workers, batch, timeoutMs].some((value) => value !== undefined);
  const sleeps = keepAliveS !== undefined || startMs !== undefined;
  if (rate === undefined) {
    if (!isShared && !sleeps) return undefined;
    return { problem: `Workers, batches and cold starts need ${written('rate')}: requests a second.` };
  }
  if (sleeps) {
    if (isShared) return { problem: 'A server that sleeps has an instance for each request: no workers, no batches.' };
    if (keepAliveS === undefined || startMs === undefined)
      return { problem: `${written('keep-alive-s')} and ${written('cold-start-ms')} go together.` };
    return { kind: 'scale-to-zero', requestsPerSecond: rate, keepAliveMs: 1000 * keepAliveS, startMs };
  }
  if (timeoutMs !== undefined && batch === undefined)
    return { problem: `${written('batch-timeout-ms')} needs ${written('batch')}.` };
  if (batch !== undefined && rate === 0) return { problem: `Batches need a ${written('rate')} above 0.` };
  const batching = batch === undefined ? {} : { batching: { size: batch, timeoutMs: timeoutMs ?? 0 } };
  return { kind: 'workers', requestsPerSecond: rate, workers: workers ?? 1, ...batching };
}

/** The figures that {@link trafficOf} reads back to the same traffic. */
export function figuresOf(traffic: Traffic | undefined): TrafficFigures {
  if (!traffic) return {};
  const rate = traffic.requestsPerSecond;
  if (traffic.kind === 'scale-to-zero')
    return { rate, 'keep-alive-s': traffic.keepAliveMs / 1000, 'cold-start-ms': traffic.startMs };
  const { workers, batching } = traffic;
  return { rate, workers, ...(batching && { batch: batching.size, 'batch-timeout-ms': batching.timeoutMs }) };
}
