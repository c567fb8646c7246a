import type { RunRecord } from '../record/record';
import { writeRunFile } from '../results/resultsWorker';
import type { FileKind } from '../results/writeRun';

/**
 * Offers a run as a download.
 * @returns one sentence where it could not be written
 */
export async function saveRunFile(record: RunRecord, kind: FileKind): Promise<string | undefined> {
  const file = await writeRunFile(record, kind);
  if ('problem' in file) return file.problem;
  const url = URL.createObjectURL(file.content);
  const link = document.createElement('a');
  link.href = url;
  link.download = file.name;
  link.click();
  URL.revokeObjectURL(url);
  return undefined;
}
