import * as ort from 'onnxruntime-web/wasm';
import { ConversionError, libraryWords } from './errors';
import type { Graph, HostTensor } from './ir';
import { nudged, type Feeds } from './trace/feeds';
import type { Reference } from './reference/reference';

// More threads need workers, and asking for the number of cores fails outside a bundler.
ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';

/** Largest difference, relative to the output's range, that single precision explains in an ordinary network. */
export const PARITY_LIMIT = 1e-4;
/** The same where weights were rounded to half precision (11 bits) on the way. */
export const HALF_PARITY_LIMIT = 5e-2;

/** Functions of which ONNX Runtime's result is right to the last bit of a number near 1, not of their own small values. */
const bounded = ['Sigmoid', 'Tanh', 'Softmax', 'Erf'];
/** That bit. */
const LAST_BIT = 2 ** -23;

export interface Case {
  /** Which values are fed. */
  readonly label: string;
  readonly feeds: Feeds;
}

export interface Parity {
  readonly label: string;
  readonly output: string;
  readonly shape: readonly number[];
  /** Largest absolute difference, ONNX Runtime against TensorFlow.js. */
  readonly maxAbs: number;
  /**
   * The same, relative to the output's range over all cases: largest − smallest value, at least 1 % of the magnitude (all of it for a single
   * value).
   */
  readonly maxRel: number;
  /**
   * Where the limit is exceeded: by how much TensorFlow.js differs from itself in plain JavaScript and when every input is
   * off by a hundred-thousandth. Deep sharpened nets and rankings of near-equal scores amplify rounding by themselves.
   */
  readonly ownAbs?: number;
  readonly pass: boolean;
}

function toOrt({ dtype, shape, values }: HostTensor): ort.Tensor {
  return new ort.Tensor(dtype, values as Float32Array, shape);
}

/** 0 where both are NaN or the same infinity. */
function difference(a: number, b: number): number {
  return Object.is(a, b) ? 0 : Number.isFinite(a) && Number.isFinite(b) ? Math.abs(a - b) : Infinity;
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, difference(Number(a[i]), Number(b[i])));
  return largest;
}

/** Below it, single precision has no digits left to agree in. */
const SMALLEST = 1e-30;

/** What differences are measured against, as far as one run shows it. */
function scaleOf(values: ArrayLike<number>): number {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const magnitude = Math.max(high, -low);
  return Math.max(high - low, values.length === 1 ? magnitude : magnitude / 100, SMALLEST);
}

type Compared = Omit<Parity, 'pass' | 'ownAbs'>;

function compare(label: string, output: string, expected: HostTensor, actual: ort.Tensor, scale: number): Compared {
  if (actual.dims.join() !== expected.shape.join()) {
    throw new ConversionError(
      `Output ${output} is [${actual.dims}] on ONNX Runtime, [${expected.shape}] on TensorFlow.js.`,
    );
  }
  const maxAbs = largestDifference(expected.values, actual.data as unknown as ArrayLike<number>);
  return { label, output, shape: expected.shape, maxAbs, maxRel: maxAbs / scale };
}

async function openSession(onnx: Uint8Array): Promise<ort.InferenceSession> {
  try {
    return await ort.InferenceSession.create(onnx, { graphOptimizationLevel: 'all' });
  } catch (error) {
    throw new ConversionError(`ONNX Runtime can't load the converted model: ${libraryWords(error)}`);
  }
}

async function runSession(session: ort.InferenceSession, feeds: Feeds): Promise<ort.InferenceSession.OnnxValueMapType> {
  const tensors = Object.entries(feeds).map(([name, feed]) => [name, toOrt(feed)] as const);
  try {
    return await session.run(Object.fromEntries(tensors));
  } catch (error) {
    throw new ConversionError(`ONNX Runtime can't run the converted model: ${libraryWords(error)}`);
  }
}

/** Every output's largest distance from itself, over a plain run and two nudged ones. */
async function ownDifferences(reference: Reference, feeds: Feeds, expected: HostTensor[]): Promise<number[]> {
  const largest = expected.map(() => 0);
  for (const values of [feeds, nudged(feeds, 1), nudged(feeds, 2)]) {
    for (const [index, { values: again, shape }] of (await reference.runPlain(values)).entries()) {
      const same = shape.join() === expected[index]!.shape.join();
      const off = same ? largestDifference(again, expected[index]!.values) : Infinity;
      largest[index] = Math.max(largest[index]!, off);
    }
  }
  return largest;
}

/**
 * Runs a converted model on ONNX Runtime's wasm build beside the source model.
 * @param operators of the converted model
 * @param limit on `maxRel`; beyond it, an output passes only where TensorFlow.js is as far from itself
 * @throws ConversionError where ONNX Runtime refuses the model or answers in another shape
 */
export async function verify(
  onnx: Uint8Array,
  graph: Graph,
  reference: Reference,
  cases: readonly Case[],
  operators: readonly string[],
  limit: number,
): Promise<Parity[]> {
  const session = await openSession(onnx);
  try {
    const parities: Parity[] = [];
    // Weights that were rounded have no such excuse.
    const least = limit === PARITY_LIMIT && operators.some((op) => bounded.includes(op)) ? LAST_BIT : 0;
    const answers: (Case & { expected: HostTensor[]; actual: ort.InferenceSession.OnnxValueMapType })[] = [];
    for (const { label, feeds } of cases) {
      const expected = await reference.run(feeds);
      if (expected.length !== graph.outputs.length) {
        throw new ConversionError(
          `${reference.name} answers with ${expected.length} tensors, not ${graph.outputs.length}.`,
        );
      }
      answers.push({ label, feeds, expected, actual: await runSession(session, feeds) });
    }
    // One run alone may show nothing of an output's range: a score that is all but 0 where nothing is to be found.
    const scales = graph.outputs.map((_, i) =>
      Math.max(...answers.map(({ expected }) => scaleOf(expected[i]!.values))),
    );
    for (const { label, feeds, expected, actual } of answers) {
      const compared = graph.outputs.map(({ name }, i) =>
        compare(label, name, expected[i]!, actual[name] as ort.Tensor, scales[i]!),
      );
      const far = compared.some(({ maxRel, maxAbs }) => maxRel > limit && maxAbs > least);
      const own = far ? await ownDifferences(reference, feeds, expected) : [];
      for (const [index, parity] of compared.entries()) {
        if (parity.maxRel <= limit || parity.maxAbs <= least) parities.push({ ...parity, pass: true });
        else
          parities.push({
            ...parity,
            ownAbs: own[index]!,
            pass: Number.isFinite(parity.maxAbs) && parity.maxAbs <= 3 * own[index]!,
          });
      }
    }
    return parities;
  } finally {
    await session.release();
  }
}
