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
  saveBlob(file.content, file.name);
  return undefined;
}

/** Offers a file as a download. */
export function saveBlob(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
