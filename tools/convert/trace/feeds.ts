import { ConversionError } from '../errors';
import { sizeOf, UNKNOWN, type GraphInput, type HostTensor } from '../ir';

/** One tensor for each input, by name. */
export type Feeds = Readonly<Record<string, HostTensor>>;

/**
 * Lengths put where the model leaves them open, by position, one row a probe. Every position has lengths of its own, so that
 * two open lengths are never mistaken for one; all but the first are multiples of 32, which nets that halve and double need.
 */
const openLengths: readonly (readonly number[])[] = [
  [2, 64, 96, 32],
  [3, 96, 128, 64],
];
/** Entries of a sparse tensor, so that rows and columns differ between probes too: 2 × 3 and 3 × 4. */
const sparseEntries = [6, 12];

/** Values fed in one run, of all inputs together: 128 MiB of floats. */
export const MAX_FED = 2 ** 25;

/** Mulberry32: small, seeded, good enough for test values. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The `indices` [n, rank] of a sparse tensor: an integer matrix of open length and few columns, as TensorFlow names them. */
function isSparse({ dtype, shape }: GraphInput): boolean {
  return dtype === 'int32' && shape.length === 2 && shape[0] === UNKNOWN && shape[1]! > 1 && shape[1]! <= 4;
}

/** Row-major coordinates without repeats. */
function coordinates(count: number, rank: number, rows: number): Int32Array {
  const width = count / rows;
  return Int32Array.from({ length: count * rank }, (_, i) => {
    const entry = Math.floor(i / rank);
    const axis = i % rank;
    return axis === rank - 1 ? entry % width : axis === rank - 2 ? Math.floor(entry / width) : 0;
  });
}

function randomValues(
  { dtype, rows }: GraphInput,
  shape: readonly number[],
  next: () => number,
  [low, high]: readonly [number, number],
): HostTensor['values'] {
  const length = sizeOf(shape);
  if (rows !== undefined) {
    const values = dtype === 'float32' ? new Float32Array(length) : new Int32Array(length);
    return values.map(() => Math.floor(next() * rows));
  }
  if (dtype === 'float32') return new Float32Array(length).map(() => low + next() * (high - low));
  if (dtype === 'bool') return new Uint8Array(length).map(() => Number(next() < 0.5));
  // Integers of rank 4 are pictures; others are looked up in tables, where small ones are safe.
  const below = shape.length === 4 ? 256 : 100;
  return new Int32Array(length).map(() => Math.floor(next() * below));
}

/** How many different lengths can be tried where the model leaves them open. */
export const probeCount = openLengths.length;

/**
 * Floats between 0 and 1, as most networks want them, from an odd seed; from an even one between −3 and 3, so that what a
 * network does with negative and larger values shows too.
 * @param probe which lengths to put where the model leaves them open, 0 ≤ probe < `probeCount`
 */
export function randomFeeds(inputs: readonly GraphInput[], probe: number, seed: number): Feeds {
  const next = randomNumbers(seed);
  const range = seed % 2 === 0 ? ([-3, 3] as const) : ([0, 1] as const);
  const [batch, ...others] = openLengths[probe]!;
  const lengths = [inputs.some(isSparse) ? sparseEntries[probe]! : batch!, ...others];
  let total = 0;
  return Object.fromEntries(
    inputs.map((input) => {
      const shape = input.shape.map((length, axis) => (length === UNKNOWN ? lengths[axis % lengths.length]! : length));
      total += sizeOf(shape);
      if (total > MAX_FED) {
        throw new ConversionError(`Input ${input.name} would be tried out as [${shape}], which is too large.`);
      }
      const values = isSparse(input)
        ? coordinates(shape[0]!, shape[1]!, batch!)
        : randomValues(input, shape, next, range);
      return [input.name, { dtype: input.dtype, shape, values }];
    }),
  );
}

/** @throws ConversionError for a feed that no input has, an input without one, or a shape that does not fit */
export function checkFeeds(inputs: readonly GraphInput[], feeds: Feeds): void {
  for (const name of Object.keys(feeds)) {
    if (!inputs.some((input) => input.name === name)) throw new ConversionError(`The model has no input ${name}.`);
  }
  for (const { name, shape, dtype } of inputs) {
    const feed = feeds[name];
    if (!feed) throw new ConversionError(`There are no values for input ${name}.`);
    const fits =
      shape.length === feed.shape.length && shape.every((d, axis) => d === UNKNOWN || d === feed.shape[axis]);
    if (!fits) throw new ConversionError(`Input ${name} is [${shape}]; values of shape [${feed.shape}] don't fit.`);
    if (feed.dtype !== dtype) throw new ConversionError(`Input ${name} is ${dtype}, not ${feed.dtype}.`);
  }
}

/** The same feeds, every float off by a hundred-thousandth of itself at most. */
export function nudged(feeds: Feeds, seed: number): Feeds {
  const next = randomNumbers(seed);
  return Object.fromEntries(
    Object.entries(feeds).map(([name, { dtype, shape, values }]) => [
      name,
      {
        dtype,
        shape,
        values: dtype === 'float32' ? values.map((value) => value * (1 + (next() * 2 - 1) * 1e-5)) : values,
      },
    ]),
  );
}
