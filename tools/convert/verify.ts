import * as ort from 'onnxruntime-web/wasm';
import * as tf from '@tensorflow/tfjs-core';
import { ConversionError } from './errors';
import type { Graph, HostTensor } from './ir';
import { nudged, type Feeds } from './trace/feeds';
import { toHost, type Runner } from './trace/runner';

// More threads need workers, and asking for the number of cores fails outside a bundler.
ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';

/** Largest difference, relative to the output's range, that single precision explains in an ordinary network. */
export const PARITY_LIMIT = 1e-4;
/** The same where weights were rounded to half precision (11 bits) on the way. */
export const HALF_PARITY_LIMIT = 5e-2;

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
   * The same, relative to the output's range: largest − smallest value, at least 1 % of the magnitude (all of it for a single
   * value) and 0.001.
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

/** What differences are measured against. */
function scaleOf(values: ArrayLike<number>): number {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const magnitude = Math.max(high, -low);
  return Math.max(high - low, values.length === 1 ? magnitude : magnitude / 100, 1e-3);
}

type Compared = Omit<Parity, 'pass' | 'ownAbs'>;

function compare(label: string, output: string, expected: HostTensor, actual: ort.Tensor): Compared {
  if (actual.dims.join() !== expected.shape.join()) {
    throw new ConversionError(
      `Output ${output} is [${actual.dims}] on ONNX Runtime, [${expected.shape}] on TensorFlow.js.`,
    );
  }
  const maxAbs = largestDifference(expected.values, actual.data as unknown as ArrayLike<number>);
  return { label, output, shape: expected.shape, maxAbs, maxRel: maxAbs / scaleOf(expected.values) };
}

async function openSession(onnx: Uint8Array): Promise<ort.InferenceSession> {
  try {
    return await ort.InferenceSession.create(onnx, { graphOptimizationLevel: 'all' });
  } catch (error) {
    throw new ConversionError(`ONNX Runtime can't load the converted model: ${(error as Error).message}`);
  }
}

async function runSession(session: ort.InferenceSession, feeds: Feeds): Promise<ort.InferenceSession.OnnxValueMapType> {
  const tensors = Object.entries(feeds).map(([name, feed]) => [name, toOrt(feed)] as const);
  try {
    return await session.run(Object.fromEntries(tensors));
  } catch (error) {
    throw new ConversionError(`ONNX Runtime can't run the converted model: ${(error as Error).message}`);
  }
}

/** Every output's largest distance from itself, over a plain run and two nudged ones. */
async function ownDifferences(runner: Runner, graph: Graph, feeds: Feeds, expected: HostTensor[]): Promise<number[]> {
  const keys = graph.outputs.map(({ key }) => key);
  const largest = expected.map(() => 0);
  for (const values of [feeds, nudged(feeds, 1), nudged(feeds, 2)]) {
    const tensors = await runner.runPlain(values, keys);
    for (const [index, tensor] of tensors.entries()) {
      const { values: again, shape } = await toHost(tensor);
      const same = shape.join() === expected[index]!.shape.join();
      const off = same ? largestDifference(again, expected[index]!.values) : Infinity;
      largest[index] = Math.max(largest[index]!, off);
    }
    tf.dispose(tensors);
  }
  return largest;
}

/**
 * Runs a converted model on ONNX Runtime's wasm build beside the source model on TensorFlow.js.
 * @param limit on `maxRel`; beyond it, an output passes only where TensorFlow.js is as far from itself
 * @throws ConversionError where ONNX Runtime refuses the model or answers in another shape
 */
export async function verify(
  onnx: Uint8Array,
  graph: Graph,
  runner: Runner,
  cases: readonly Case[],
  limit: number,
): Promise<Parity[]> {
  const keys = graph.outputs.map(({ key }) => key);
  const session = await openSession(onnx);
  try {
    const parities: Parity[] = [];
    for (const { label, feeds } of cases) {
      const tensors = await runner.run(feeds, keys);
      const expected = await Promise.all(tensors.map(toHost));
      tf.dispose(tensors);
      const actual = await runSession(session, feeds);
      const compared = graph.outputs.map(({ name }, i) =>
        compare(label, name, expected[i]!, actual[name] as ort.Tensor),
      );
      const far = compared.some(({ maxRel }) => maxRel > limit);
      const own = far ? await ownDifferences(runner, graph, feeds, expected) : [];
      for (const [index, parity] of compared.entries()) {
        if (parity.maxRel <= limit) parities.push({ ...parity, pass: true });
        else parities.push({ ...parity, ownAbs: own[index]!, pass: parity.maxAbs <= 3 * own[index]! });
      }
    }
    return parities;
  } finally {
    await session.release();
  }
}
