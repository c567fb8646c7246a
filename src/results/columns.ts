import { sections, textOf, type Column, type ColumnFile, type Context, type Output } from './column';
import { metricColumns } from './metricColumns';
import type { Cell } from '../record/record';

const files = import.meta.glob<ColumnFile>(['./columns/*.ts', '!./columns/*.test.ts'], {
  eager: true,
  import: 'default',
});

const nameOf = (path: string) => path.replace(/^.*\/|\.ts$/g, '');

/** Every column, from the files in `columns/`, in the one order that all outputs keep. */
export const columns: readonly Column[] = sections.flatMap((section) =>
  Object.entries(files)
    .filter(([, file]) => file.section === section)
    .map(([path, file]) => ({ name: nameOf(path), file }))
    .sort((a, b) => Number(b.name === section) - Number(a.name === section) || (a.name < b.name ? -1 : 1))
    .flatMap(({ file }) => file.columns),
);

/** The columns of an output: its own of {@link columns}, then what the cells' workloads measured beside. */
export function columnsOf(output: Output, cells: readonly Cell[]): readonly Column[] {
  return [...columns, ...metricColumns(cells)].filter((column) => column.in.includes(output));
}

/** The columns of a table for people: those in which no cell has anything to say are left out. */
export function filledColumns(
  output: Exclude<Output, 'csv'>,
  cells: readonly Cell[],
  contextOf: (cell: Cell) => Context,
): readonly { readonly column: Column; readonly texts: readonly string[] }[] {
  return columnsOf(output, cells)
    .map((column) => ({ column, texts: cells.map((cell) => textOf(column, cell, contextOf(cell))) }))
    .filter(({ texts }) => texts.some((text) => text !== ''));
}
