/** Takes one piece of a line, in pixels of the field; a pixel's value stands at its centre. */
export type LinePiece = (x0: number, y0: number, x1: number, y1: number) => void;

/**
 * The line between values below `level` and values from it on, cell by cell (marching squares), with its places between
 * pixels interpolated. Pieces come in no order; at a saddle the two high corners are kept apart.
 * @param values [height, width], row by row
 */
export function traceContour(
  values: ArrayLike<number>,
  width: number,
  height: number,
  level: number,
  piece: LinePiece,
): void {
  for (let y = 0; y + 1 < height; y++) {
    for (let x = 0; x + 1 < width; x++) {
      const i = y * width + x;
      const [a, b, c, d] = [values[i]!, values[i + 1]!, values[i + width + 1]!, values[i + width]!];
      const corners = (a >= level ? 8 : 0) | (b >= level ? 4 : 0) | (c >= level ? 2 : 0) | (d >= level ? 1 : 0);
      if (corners === 0 || corners === 15) continue;
      const [left, top] = [x + 0.5, y + 0.5];
      // Where the line crosses the cell's sides; only those that it does cross are used.
      const north = left + (level - a) / (b - a);
      const east = top + (level - b) / (c - b);
      const south = left + (level - d) / (c - d);
      const west = top + (level - a) / (d - a);
      const alone = (corner: number) => corners === corner || corners === 15 - corner;
      if (corners === 10 || alone(8)) piece(left, west, north, top);
      if (corners === 5 || alone(4)) piece(north, top, left + 1, east);
      if (corners === 10 || alone(2)) piece(left + 1, east, south, top + 1);
      if (corners === 5 || alone(1)) piece(south, top + 1, left, west);
      if (alone(12)) piece(left, west, left + 1, east);
      if (alone(6)) piece(north, top, south, top + 1);
    }
  }
}
