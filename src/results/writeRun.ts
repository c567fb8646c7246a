import { fileName, toCsv, toJson, toMarkdown } from './export';
import type { RunRecord } from '../record/record';

const writers = {
  json: { title: 'JSON', type: 'application/json', write: toJson },
  csv: { title: 'CSV', type: 'text/csv', write: toCsv },
  md: { title: 'Markdown', type: 'text/markdown', write: toMarkdown },
} as const;

/** A form in which a run leaves the page. */
export type FileKind = keyof typeof writers;

export interface WrittenFile {
  readonly name: string;
  readonly content: Blob;
}

/** @returns the run as a file, or one sentence saying why there is none */
export function writeRun(record: RunRecord, kind: FileKind): WrittenFile | { readonly problem: string } {
  const { title, type, write } = writers[kind];
  try {
    return { name: fileName(record, kind), content: new Blob([write(record)], { type }) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { problem: `This run could not be written as ${title}: ${why}` };
  }
}
