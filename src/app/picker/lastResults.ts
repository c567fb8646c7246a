import { outlineOf } from '../../models/outline';
import { parseModelRef } from '../../models/modelRef';
import type { RunRow } from '../../judge/summary';
import type { RunStore } from '../../results/store';
import type { TaskMeta } from '../../tasks/types';
import { lastWritten, type LastWritten } from '../write/lastWritten';
import { resultWords } from './words';

/** Of a decoder an inference is a token. */
const writes = (model: string) => outlineOf(model)?.workload === 'generation';

/**
 * What the newest run of each task's model came to, by the task's id.
 * @param rows newest first
 * @param written the last text, which is no run
 */
export function resultsOf(
  rows: readonly RunRow[],
  tasks: readonly TaskMeta[],
  written?: LastWritten,
): Map<string, string> {
  const results = new Map<string, string>();
  for (const { id, model } of tasks) {
    const times = rows.flatMap(({ fastest, createdAt }) => {
      const own = fastest.find((each) => parseModelRef(each.model).model === model);
      return own ? [{ ...own, createdAt }] : [];
    });
    const newest = times[0];
    if (written?.task === id && !(newest && newest.createdAt > written.at)) {
      results.set(id, resultWords({ herePerSecond: written.perSecond }));
    } else if (newest && writes(model)) results.set(id, resultWords({ herePerSecond: 1000 / newest.medianMs }));
    else if (newest) results.set(id, resultWords({ hereMs: newest.answerMs ?? newest.medianMs }));
  }
  return results;
}

/** Of the stored runs, of which there are none where they can't be read (the list of runs says so), and of the last text. */
export async function lastResults(
  store: Promise<Pick<RunStore, 'list'>>,
  tasks: readonly TaskMeta[],
): Promise<Map<string, string>> {
  try {
    return resultsOf((await (await store).list()).runs, tasks, lastWritten());
  } catch {
    return resultsOf([], tasks, lastWritten());
  }
}
