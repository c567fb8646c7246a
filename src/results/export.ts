import { checkRecord } from './check';
import { plainCopy } from './plain';
import type { RunRecord } from '../record/record';

export { toCsv } from './csv';
export { toMarkdown } from './markdown';

/**
 * The record as a JSON file's text: indented, each list of numbers on one line. Importing it gives the record back.
 * @throws {TypeError} naming the field, where the record is not valid
 */
export function toJson(record: RunRecord): string {
  const checked = checkRecord(plainCopy(record));
  if ('problem' in checked) throw new TypeError(`This run can't be written as JSON: ${checked.problem}`);
  const text = JSON.stringify(checked.record, null, 1);
  // Line ends inside strings are escaped, so what this matches is never text.
  return `${text.replace(/\[\n[\s\d.,eE+-]+\]/g, (list) => list.replace(/\s+/g, ''))}\n`;
}

const LONGEST_MODELS = 80;

/** `nearside-2026-11-21-movenet-lightning-use-lite.json`: safe as a file's name on every system. The date is in UTC. */
export function fileName(record: RunRecord, extension: 'json' | 'csv' | 'md'): string {
  const models = record.params.models
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  const named = models.length <= LONGEST_MODELS ? models : `${record.params.models.length}-models`;
  const date = new Date(record.createdAt).toISOString().slice(0, 10);
  return `nearside-${date}-${named.replace(/^-+|-+$/g, '')}.${extension}`;
}
