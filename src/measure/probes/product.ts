/**
 * A network that is nothing but matrix products: h₀ = X + s, hₖ = hₖ₋₁ · W, y = hₖ · v. One row goes in (s) and one column comes out
 * (y), so that next to nothing is moved. W is Sylvester's Hadamard matrix ÷ √n: dense, orthogonal and its own inverse, so that numbers
 * stay as large as they are, and after an even number of products h is h₀ again, whatever n: that is how the answer is checked.
 */
export interface ProductSpec {
  /** Rows and columns, a power of two. */
  readonly size: number;
  /** Products in a row, even. */
  readonly links: number;
}

/** Operations of the products alone, one multiplication or addition each. */
export const operationsOf = ({ size, links }: ProductSpec): number => 2 * links * size ** 3;

/** −1 where an odd number of bits is set. */
function signOf(bits: number): 1 | -1 {
  let parity = bits;
  for (let shift = 16; shift > 0; shift >>= 1) parity ^= parity >> shift;
  return parity & 1 ? -1 : 1;
}

export function hadamard(size: number): Float32Array<ArrayBuffer> {
  const scale = 1 / Math.sqrt(size);
  return Float32Array.from({ length: size * size }, (_, at) => scale * signOf(Math.floor(at / size) & (at % size)));
}

/** Eighths from −1 to 1, no two rows alike. */
export function startMatrix(size: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: size * size }, (_, at) => (((at * 7 + Math.floor(at / size) * 3) % 17) - 8) / 8);
}

export function rowIn(size: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: size }, (_, at) => ((at * 5) % 9) / 8);
}

export function columnOut(size: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: size }, (_, at) => (((at * 11) % 13) - 6) / 6);
}

/** What y must be: h₀ · v, in double precision. @param s the row that went in */
export function expectedAnswer(size: number, s: ArrayLike<number> = rowIn(size)): Float64Array {
  const [x, v] = [startMatrix(size), columnOut(size)];
  return Float64Array.from({ length: size }, (_, row) => {
    let sum = 0;
    for (let column = 0; column < size; column++) sum += (x[row * size + column]! + s[column]!) * v[column]!;
    return sum;
  });
}

/** Largest error, as a share of the largest number that was expected; infinite where a number is none. */
export function errorOf(answer: ArrayLike<number>, expected: Float64Array): number {
  if (answer.length !== expected.length) return Infinity;
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let worst = 0;
  for (let at = 0; at < expected.length; at++) {
    const error = Math.abs(answer[at]! - expected[at]!);
    if (!Number.isFinite(error)) return Infinity;
    worst = Math.max(worst, error);
  }
  return worst / largest;
}
