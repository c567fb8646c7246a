import { backendOf } from '../../judge/rank';
import { backendTitle } from '../../runtimes/target';
import type { TaskResult } from './results';

/** On how many tasks each backend is the best, the most first. */
export function backendCounts(results: readonly TaskResult[]): readonly (readonly [title: string, tasks: number])[] {
  const counts = new Map<string, number>();
  for (const { best } of results) {
    const title = backendTitle({ runtime: best.target.runtime, backend: backendOf(best) });
    counts.set(title, (counts.get(title) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}
