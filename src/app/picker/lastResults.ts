import { parseModelRef } from '../../models/modelRef';
import type { RunRow } from '../../judge/summary';
import type { RunStore } from '../../results/store';
import type { TaskMeta } from '../../tasks/types';
import { resultWords } from './words';

/** What the newest run of each task's model came to, by the task's id. @param rows newest first */
export function resultsOf(rows: readonly RunRow[], tasks: readonly TaskMeta[]): Map<string, string> {
  const results = new Map<string, string>();
  for (const { id, model } of tasks) {
    const times = rows.map(({ fastest }) => fastest.find((each) => parseModelRef(each.model).model === model));
    const newest = times.find((each) => each !== undefined);
    if (newest) results.set(id, resultWords({ hereMs: newest.answerMs ?? newest.medianMs }));
  }
  return results;
}

/** Of the stored runs: none where they can't be read, which the list of runs says. */
export async function lastResults(
  store: Promise<Pick<RunStore, 'list'>>,
  tasks: readonly TaskMeta[],
): Promise<Map<string, string>> {
  try {
    return resultsOf((await (await store).list()).runs, tasks);
  } catch {
    return new Map();
  }
}
