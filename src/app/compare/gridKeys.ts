/** A place in the grid, its heads among it: row 0 holds the columns' heads, column 0 the rows'. */
export interface GridPosition {
  readonly row: number;
  readonly column: number;
}

export interface GridKey {
  readonly key: string;
  readonly ctrlKey: boolean;
}

/** Rows that Page Up and Page Down go. */
const PAGE = 5;

/**
 * Where a key leads in a grid, as the ARIA authoring practices have it: arrows by one cell, Home and End to the ends of the row,
 * with Control to the ends of the grid.
 * @param rows of the grid, heads included
 * @returns undefined for keys that don't move
 */
export function moved(
  { row, column }: GridPosition,
  { key, ctrlKey }: GridKey,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): GridPosition | undefined {
  const at = (nextRow: number, nextColumn: number): GridPosition => {
    const clamped = {
      row: Math.min(Math.max(nextRow, 0), rows - 1),
      column: Math.min(Math.max(nextColumn, 0), columns - 1),
    };
    // The corner between the heads holds nothing.
    return clamped.row === 0 && clamped.column === 0 ? { row, column } : clamped;
  };
  switch (key) {
    case 'ArrowUp':
      return at(row - 1, column);
    case 'ArrowDown':
      return at(row + 1, column);
    case 'ArrowLeft':
      return at(row, column - 1);
    case 'ArrowRight':
      return at(row, column + 1);
    case 'PageUp':
      return at(row - PAGE, column);
    case 'PageDown':
      return at(row + PAGE, column);
    case 'Home':
      return ctrlKey ? { row: 0, column: 1 } : at(row, row === 0 ? 1 : 0);
    case 'End':
      return at(ctrlKey ? rows - 1 : row, columns - 1);
    default:
      return undefined;
  }
}
