/** Two significant digits: "0.05", "12", and from a thousandth down "5.3e-6". */
export function small(value: number): string {
  if (value === 0) return '0';
  return Math.abs(value) < 1e-3 ? value.toExponential(1).replace('.0e', 'e') : String(Number(value.toPrecision(2)));
}

/** As {@link small} with a third digit, for measures that lie close to 1: "0.999". */
export function measured(value: number): string {
  return Math.abs(value) < 1e-3 ? small(value) : String(Number(value.toPrecision(3)));
}

/** "1 × 256 × 256 × 3"; what is chosen at run time is "any". */
export function shapeText(shape: readonly number[]): string {
  return shape.length === 0 ? 'one value' : shape.map((length) => (length < 0 ? 'any' : String(length))).join(' × ');
}

/** "134,704" in the page's own language. */
export function whole(count: number): string {
  return count.toLocaleString('en');
}
