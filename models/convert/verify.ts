import * as ort from 'onnxruntime-web/wasm';
import * as tf from '@tensorflow/tfjs-core';
import { ConversionError } from './errors';
import { type Graph, type HostTensor } from './ir';
import type { Feeds } from './trace/feeds';
import { toHost, type Runner } from './trace/runner';

// More threads need workers, and asking for the number of cores fails outside a bundler.
ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';

export interface Parity {
  /** Which values were fed. */
  readonly label: string;
  readonly output: string;
  readonly shape: readonly number[];
  /** Largest absolute difference, ONNX Runtime against TensorFlow.js. */
  readonly maxAbs: number;
  /** The same, relative to the output's range; where its values hardly differ, to 1 % of the largest, and to 0.001 at least. */
  readonly maxRel: number;
}

function toOrt({ dtype, shape, values }: HostTensor): ort.Tensor {
  return new ort.Tensor(dtype, values as Float32Array, shape);
}

/** Two values agree where both are NaN or the same infinity. */
function difference(a: number, b: number): number {
  return Object.is(a, b) ? 0 : Number.isFinite(a) && Number.isFinite(b) ? Math.abs(a - b) : Infinity;
}

function compare(label: string, output: string, expected: HostTensor, actual: ort.Tensor): Parity {
  if (actual.dims.join() !== expected.shape.join()) {
    throw new ConversionError(
      `Output ${output} is [${actual.dims}] on ONNX Runtime, [${expected.shape}] on TensorFlow.js.`,
    );
  }
  const values = actual.data as unknown as ArrayLike<number>;
  let [maxAbs, low, high] = [0, Infinity, -Infinity];
  expected.values.forEach((value, index) => {
    maxAbs = Math.max(maxAbs, difference(value, Number(values[index])));
    if (!Number.isFinite(value)) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  });
  const scale = Math.max(high - low, Math.max(high, -low) / 100, 1e-3);
  return { label, output, shape: expected.shape, maxAbs, maxRel: maxAbs / scale };
}

/**
 * Runs a converted model on ONNX Runtime's wasm build beside the source model on TensorFlow.js.
 * @param cases labelled values for the inputs
 * @throws ConversionError where ONNX Runtime refuses the model or answers in another shape
 */
export async function verify(
  onnx: Uint8Array,
  graph: Graph,
  runner: Runner,
  cases: readonly { readonly label: string; readonly feeds: Feeds }[],
): Promise<Parity[]> {
  const session = await ort.InferenceSession.create(onnx, { graphOptimizationLevel: 'all' }).catch((error: Error) => {
    throw new ConversionError(`ONNX Runtime can't load the converted model: ${error.message}`);
  });
  try {
    const parities: Parity[] = [];
    for (const { label, feeds } of cases) {
      const expected = await runner.run(
        feeds,
        graph.outputs.map(({ key }) => key),
      );
      const results = await session
        .run(Object.fromEntries(Object.entries(feeds).map(([name, feed]) => [name, toOrt(feed)])))
        .catch((error: Error) => {
          throw new ConversionError(`ONNX Runtime can't run the converted model: ${error.message}`);
        });
      for (const [index, { name }] of graph.outputs.entries()) {
        parities.push(compare(label, name, await toHost(expected[index]!), results[name]!));
      }
      tf.dispose(expected);
    }
    return parities;
  } finally {
    await session.release();
  }
}
