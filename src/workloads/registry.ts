import type { WorkloadMeta } from './types';

const modules = import.meta.glob<WorkloadMeta>('./*/meta.ts', { eager: true, import: 'meta' });

/** Every workload the page knows, found by folder. */
export const workloads: readonly WorkloadMeta[] = Object.values(modules);

/**
 * "time to first token"; of a percentile "time between tokens, p90", of a place in a text "time between tokens at 32".
 * @returns the id itself where this page doesn't know the metric
 */
export function metricTitle(workload: string, id: string): string {
  const metrics = workloads.find((known) => known.id === workload)?.metrics ?? {};
  const [, name = id, percentile, place] = /^(.+?)(?:-(p\d+)|@(\d+))?$/.exec(id) ?? [];
  const title = metrics[name]?.title;
  if (title === undefined) return metrics[id]?.title ?? id;
  return percentile ? `${title}, ${percentile}` : place ? `${title} at ${place}` : title;
}
