import { inMs } from '../domain/words';
import type { Cell, Far, RunRecord, Scenario, Steady } from '../record/record';
import { bytes } from '../ui/format';

/** Where columns are shown: a CSV file, the table on a page, the Markdown report, the table of `npm run bench`. */
export type Output = 'csv' | 'page' | 'report' | 'terminal';

export const forPeople = ['page', 'report', 'terminal'] as const satisfies readonly Output[];
export const everywhere = ['csv', ...forPeople] as const satisfies readonly Output[];

/** Undefined where the cell has none. */
export type Value = string | number | boolean | undefined;

/** The run that a cell is of, as far as the output has it. */
export interface Context {
  readonly scenario: Scenario;
  readonly record?: RunRecord;
  /** The simulated far side of the cell's model. */
  readonly far?: Far;
}

/** One figure or fact of a cell, and how each output writes it. */
export interface Column {
  /** Heads the CSV file's column; a unit stands at its end: `median_ms`. */
  readonly id: string;
  /** Heads the column for people. */
  readonly title: string;
  readonly unit?: 'ms' | 'bytes' | '1/s';
  /** Which way is better, of a figure that cells are compared by. */
  readonly better?: 'lower' | 'higher';
  readonly in: readonly Output[];
  readonly read: (cell: Cell, context: Context) => Value;
  /** For people, where the value with its unit is not the best way to say it; '' where there is nothing to say. */
  readonly text?: (cell: Cell, context: Context) => string;
  /** Set on ids, which a report sets as code. */
  readonly code?: true;
}

/**
 * Columns are kept in sections, in this order. A section's first file has its name; what other files add to it comes after, by
 * the name of the file.
 */
export const sections = [
  'run',
  'what',
  'target',
  'status',
  'speed',
  'answers',
  'phases',
  'agreement',
  'reason',
  'far',
] as const;

/** What a file in `columns/` exports as its default. */
export interface ColumnFile {
  readonly section: (typeof sections)[number];
  /** In the order shown. */
  readonly columns: readonly Column[];
}

export const steadyOf = (cell: Cell): Steady | undefined => ('steady' in cell ? cell.steady : undefined);

/** A wrong cell was timed too, but its time does not count, and what people read must not suggest that it does. */
const isTimed = (cell: Cell) => cell.status !== 'wrong';

const figure = (value: number) => String(Number(value.toPrecision(3)));

/** A time from the cell's series of inferences. A wrong cell's stands in files for programs alone. */
export function timeColumn(
  id: string,
  title: string,
  read: (steady: Steady) => number | undefined,
  shown: readonly Output[],
): Column {
  const value = (cell: Cell) => {
    const steady = steadyOf(cell);
    return steady && read(steady);
  };
  return {
    id,
    title,
    unit: 'ms',
    better: 'lower',
    in: shown,
    read: value,
    text: (cell) => (isTimed(cell) ? written(value(cell), 'ms') : ''),
  };
}

/** Something said of the series of inferences, left out of a wrong cell for people. */
export function steadyColumn(column: Omit<Column, 'read' | 'text'>, read: (steady: Steady) => Value): Column {
  const value = (cell: Cell) => {
    const steady = steadyOf(cell);
    return steady && read(steady);
  };
  return { ...column, read: value, text: (cell) => (isTimed(cell) ? written(value(cell), column.unit) : '') };
}

/** `11 – 14 ms`; '' where there is no interval, or it is of a wrong cell. */
export function intervalText(cell: Cell, interval: readonly [number, number] | undefined): string {
  return interval && isTimed(cell) ? interval.map(inMs).join(' – ') : '';
}

/** A value with its unit, for people: three significant figures. */
export function written(value: Value, unit?: Column['unit']): string {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  if (unit === 'ms') return inMs(value);
  if (unit === 'bytes') return bytes(value);
  return unit === '1/s' ? `${figure(value)} a second` : Number.isInteger(value) ? String(value) : figure(value);
}

/** What people read of a cell in a column. */
export function textOf({ read, text, unit }: Column, cell: Cell, context: Context): string {
  return text ? text(cell, context) : written(read(cell, context), unit);
}
