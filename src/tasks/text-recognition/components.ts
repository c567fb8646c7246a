/** One 8-connected region of a mask, as the first and last pixel of each of its rows: all that its convex hull needs. */
interface Component {
  /** Pixel indices x, y, x, y …, ordered by row, then column. */
  readonly extremes: Int32Array;
  readonly pixels: number;
}

/** Regions of `map` above `threshold`, in the order of their first pixel. `map` is row-major, `width` × `height`. */
export function components(map: Float32Array, width: number, height: number, threshold: number): Component[] {
  const open = new Uint8Array(width * height);
  for (let i = 0; i < open.length; i++) open[i] = map[i]! > threshold ? 1 : 0;
  // A pixel enters the stack once, because it is closed as it enters.
  const stack = new Int32Array(width * height);
  const left = new Int32Array(height);
  const right = new Int32Array(height);
  const found: Component[] = [];
  for (let seed = 0; seed < open.length; seed++) {
    if (!open[seed]) continue;
    const top = Math.floor(seed / width);
    let bottom = top - 1;
    let pixels = 0;
    let depth = 0;
    stack[depth++] = seed;
    open[seed] = 0;
    while (depth > 0) {
      const at = stack[--depth]!;
      const y = Math.floor(at / width);
      const x = at - y * width;
      pixels++;
      // Neighbours lie at most one row apart, so rows are met without gaps.
      if (y > bottom) {
        left[y] = x;
        right[y] = x;
        bottom = y;
      } else {
        if (x < left[y]!) left[y] = x;
        if (x > right[y]!) right[y] = x;
      }
      const fromX = x > 0 ? x - 1 : x;
      const toX = x + 1 < width ? x + 1 : x;
      const toY = y + 1 < height ? y + 1 : y;
      for (let ny = y > 0 ? y - 1 : y; ny <= toY; ny++) {
        for (let n = ny * width + fromX, end = ny * width + toX; n <= end; n++) {
          if (!open[n]) continue;
          open[n] = 0;
          stack[depth++] = n;
        }
      }
    }
    found.push({ extremes: rowExtremes(left, right, top, bottom), pixels });
  }
  return found;
}

function rowExtremes(left: Int32Array, right: Int32Array, top: number, bottom: number): Int32Array {
  const extremes = new Int32Array((bottom - top + 1) * 4);
  for (let y = top, i = 0; y <= bottom; y++) {
    extremes[i++] = left[y]!;
    extremes[i++] = y;
    extremes[i++] = right[y]!;
    extremes[i++] = y;
  }
  return extremes;
}
