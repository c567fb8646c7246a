import { checkRecord, schemaOf, type Checked } from './check';
import { editions } from './editions/editions';

/** Largest file that is read; a page can check a file's size before it reads it. */
export const LARGEST_IMPORT_BYTES = 20_000_000;

/**
 * Reads an exported run of any edition. Never throws, whatever the text holds.
 * @param text a JSON file's text, at most 20 MB as UTF-8
 * @returns the record in the newest edition, or one sentence saying why there is none
 */
export function importRecord(text: string): Checked {
  if (isTooLarge(text)) return { problem: 'This file is over 20 MB; a run of Nearside is smaller.' };
  const json = text.replace(/^\uFEFF/, '');
  if (json.trim() === '') return { problem: 'This file is empty.' };
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { problem: 'This file is not JSON, or it was cut short.' };
  }
  const schema = schemaOf(value);
  if (schema === undefined) return { problem: 'This file is JSON, but not a run of Nearside.' };
  if (!editions.some(({ name }) => name === schema)) {
    return { problem: `This file is ${schema}; this page reads ${editions.map(({ name }) => name).join(' and ')}.` };
  }
  const checked = checkRecord(value);
  return 'record' in checked ? checked : { problem: `This run can't be opened: ${checked.problem}` };
}

function isTooLarge(text: string): boolean {
  // UTF-8 takes one to three bytes for each UTF-16 unit: most texts need no encoding to be judged.
  if (text.length > LARGEST_IMPORT_BYTES) return true;
  return text.length * 3 > LARGEST_IMPORT_BYTES && new TextEncoder().encode(text).length > LARGEST_IMPORT_BYTES;
}
