import type { Value } from './column';
import { columnsOf } from './columns';
import { plainCopy } from './plain';
import { simulatedOf } from '../record/reading';
import type { RunRecord } from '../record/record';

/**
 * The record as CSV (RFC 4180: CRLF line ends, a header line): one row a cell, times in ms, sizes in bytes. Text that a
 * spreadsheet would take for a formula begins with an apostrophe; see
 * https://owasp.org/www-community/attacks/CSV_Injection.
 */
export function toCsv(record: RunRecord): string {
  const plain = plainCopy(record);
  const columns = columnsOf('csv', plain.cells);
  const simulated = simulatedOf(plain);
  const rows = plain.cells.map((cell) => {
    const far = simulated.find(({ model }) => model === cell.model);
    const context = { scenario: plain.params.scenario, record: plain, far };
    return columns.map((column) => field(column.read(cell, context)));
  });
  return [columns.map(({ id }) => id), ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}

/** A line of CSV, as {@link toCsv} writes them. */
export const csvLine = (values: readonly Value[]): string => `${values.map(field).join(',')}\r\n`;

/** Full-width forms of the four signs start a formula in some spreadsheets too. */
const formula = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/u;

function field(value: Value): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
