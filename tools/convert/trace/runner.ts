import { createRequire } from 'node:module';
import path from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { loadGraphModel, type GraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { ConversionError, libraryWords } from '../errors';
import type { DType, Graph, HostTensor, TensorKey, Values } from '../ir';
import { nodeOf } from '../ir';
import { dataDependent } from '../read/operators';
import { withinBudget } from './budget';
import type { Feeds } from './feeds';

const wasmPackage = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
setWasmPaths(path.join(path.dirname(wasmPackage), 'dist/'));

// Without it, TensorFlow.js advises a native backend on every start in Node.
tf.enableProdMode();

export type ReferenceBackend = 'wasm' | 'cpu';

export function toTensor({ values, shape, dtype }: HostTensor): tf.Tensor {
  // A copy: TensorScatterUpdate in plain JavaScript writes into its input.
  return tf.tensor(values.slice(), [...shape], dtype);
}

/** Copies a tensor out of TensorFlow.js. */
export async function toHost(tensor: tf.Tensor): Promise<HostTensor> {
  const dtype = tensor.dtype as DType;
  if (!['float32', 'int32', 'bool'].includes(dtype)) {
    throw new ConversionError(`TensorFlow.js makes a tensor of type ${dtype}, which has no counterpart.`);
  }
  const values = (await tensor.data()) as unknown as Values;
  return { dtype, shape: [...tensor.shape], values: values.slice() };
}

/** The source model in TensorFlow.js: what a conversion learns from and is checked against. */
export class Runner {
  readonly #model: GraphModel;
  readonly #asynchronous: boolean;

  private constructor(model: GraphModel, asynchronous: boolean) {
    this.#model = model;
    this.#asynchronous = asynchronous;
  }

  /** Loads the model on `backend`; a kernel that wasm lacks moves it to plain JavaScript later. */
  static async open(artefacts: tf.io.ModelArtifacts, graph: Graph, backend: ReferenceBackend): Promise<Runner> {
    await tf.setBackend(backend);
    await tf.ready();
    try {
      const model = await loadGraphModel(tf.io.fromMemory(artefacts));
      return new Runner(
        model,
        graph.nodes.some(({ op }) => dataDependent.has(op)),
      );
    } catch (error) {
      throw new ConversionError(`TensorFlow.js can't load this model: ${libraryWords(error)}`);
    }
  }

  /** The tensor of a Const node, owned by the model. */
  weight(key: TensorKey): tf.Tensor {
    return this.#model.weights[nodeOf(key)]![0]!;
  }

  /** Runs once and returns the tensors asked for; the caller disposes of them. */
  async run(feeds: Feeds, keys: readonly TensorKey[]): Promise<tf.Tensor[]> {
    if (!keys.length) return [];
    try {
      return await this.#execute(feeds, keys);
    } catch (error) {
      if (error instanceof ConversionError) throw error;
      // wasm lacks kernels, and types in some it has; plain JavaScript has them all.
      if (tf.getBackend() !== 'cpu') {
        await tf.setBackend('cpu');
        return this.run(feeds, keys);
      }
      throw new ConversionError(`TensorFlow.js can't run this model on the values tried: ${libraryWords(error)}`);
    }
  }

  /** The same once in plain JavaScript. */
  async runPlain(feeds: Feeds, keys: readonly TensorKey[]): Promise<tf.Tensor[]> {
    const backend = tf.getBackend();
    await tf.setBackend('cpu');
    const tensors = await this.run(feeds, keys);
    await tf.setBackend(backend);
    return tensors;
  }

  dispose(): void {
    this.#model.dispose();
  }

  async #execute(feeds: Feeds, keys: readonly TensorKey[]): Promise<tf.Tensor[]> {
    const tensors = Object.fromEntries(Object.entries(feeds).map(([name, feed]) => [name, toTensor(feed)]));
    const names = keys.map((key) => (key.endsWith(':0') ? nodeOf(key) : key));
    try {
      const results = await withinBudget(() =>
        this.#asynchronous ? this.#model.executeAsync(tensors, names) : this.#model.execute(tensors, names),
      );
      return [results].flat();
    } finally {
      tf.dispose(tensors);
    }
  }
}
