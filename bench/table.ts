export interface Column<Row> {
  readonly head: string;
  readonly align?: 'right' | undefined;
  readonly value: (row: Row) => string;
}

/**
 * A table for a terminal: one line a row under a line of heads, columns as wide as their widest value and two spaces apart.
 * Columns that are empty throughout are left out.
 */
export function textTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const filled = columns
    .map(({ head, align, value }) => ({ head, align, values: rows.map(value) }))
    .filter(({ values }) => values.some((value) => value !== ''));
  const padded = filled.map(({ head, align, values }) => {
    const cells = [head, ...values];
    const width = Math.max(...cells.map((cell) => cell.length));
    return cells.map((cell) => (align === 'right' ? cell.padStart(width) : cell.padEnd(width)));
  });
  const lines = ['', ...rows];
  return lines
    .map(
      (_, line) =>
        `${padded
          .map((cells) => cells[line])
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
