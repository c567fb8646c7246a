import { loadGraphModel, type GraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import type { ModelCard } from '../../models/card';
import { adapterName, isSoftwareAdapter, isSoftwareRenderer, workerRenderer } from '../gpu';
import { Problem, toProblem } from '../../domain/problem';
import { canShareMemory } from '../../domain/sharedMemory';
import { defaultThreads } from '../target';
import type { DType, Tensor, TensorMap } from '../../domain/tensor';
import type { ActualTarget, Network, OpenOptions, OpenRuntime } from '../types';

/** Operators whose output shape depends on values: such graphs run with `executeAsync` only. */
const dynamicOps = new Set([
  'Where',
  'NonMaxSuppressionV2',
  'NonMaxSuppressionV3',
  'NonMaxSuppressionV4',
  'NonMaxSuppressionV5',
  'Switch',
  'Merge',
  'Enter',
  'Exit',
  'NextIteration',
  'LoopCond',
  'If',
  'StatelessIf',
  'While',
  'StatelessWhile',
]);

type Opened = Pick<OpenRuntime, 'actual' | 'lost'>;
const never = new Promise<string>(() => {});

async function ready(name: string): Promise<void> {
  if (!(await tf.setBackend(name))) throw await whyNotReady(name);
  await tf.ready();
}

/** `setBackend` only logs what went wrong; the backend's own factory, asked again, says it. */
async function whyNotReady(name: string): Promise<Problem> {
  const cause = await Promise.resolve(tf.findBackendFactory(name)?.()).then(
    () => undefined,
    (error: unknown) => toProblem(error, `starting its ${name} backend`),
  );
  if (cause?.code === 'download') return cause;
  return new Problem('missing-feature', `TensorFlow.js could not start its ${name} backend.`, cause?.detail);
}

/**
 * TensorFlow.js' wasm caps its thread pool at half of `navigator.hardwareConcurrency`, whatever `setThreadsCount` says, so
 * two cores never got two threads. Inside this disposable worker the cap is lifted to the count that was asked for.
 */
function claimCores(threads: number): void {
  const value = Math.max(navigator.hardwareConcurrency, 2 * threads);
  Object.defineProperty(navigator, 'hardwareConcurrency', { value, configurable: true });
}

/** Shape vectors, axes, slice bounds: what kernels read back on the CPU. */
const SMALL_CONSTANT = 64;

/**
 * TensorFlow.js' WebGPU backend drops the CPU copy of a tensor when it uploads it. Kernels that then need the values of a
 * small constant (slice bounds, say) read it back synchronously through a canvas; on SwiftShader that loses the device
 * ("mapAsync … Instance reference no longer exists"), elsewhere it stalls. Keeping the copies costs a few bytes.
 */
function keepSmallConstants(backend: WebGPUBackend): void {
  const upload = backend.uploadToGPU.bind(backend);
  backend.uploadToGPU = (dataId) => {
    const tensor = backend.tensorMap.get(dataId);
    const { values } = tensor;
    upload(dataId);
    if (values && values.length <= SMALL_CONSTANT) tensor.values = values;
  };
}

const openers: Record<OpenOptions['backend'], (threads?: number) => Promise<Opened>> = {
  async cpu() {
    await import('@tensorflow/tfjs-backend-cpu');
    await ready('cpu');
    return { actual: { backend: tf.getBackend(), threads: 1 }, lost: never };
  },

  async wasm(threads) {
    const [backend, plain, simd, threaded] = await Promise.all([
      import('@tensorflow/tfjs-backend-wasm'),
      import('@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url'),
      import('@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url'),
      import('@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url'),
    ]);
    const absolute = (url: string) => new URL(url, self.location.href).href;
    backend.setWasmPaths({
      'tfjs-backend-wasm.wasm': absolute(plain.default),
      'tfjs-backend-wasm-simd.wasm': absolute(simd.default),
      'tfjs-backend-wasm-threaded-simd.wasm': absolute(threaded.default),
    });
    const wanted = threads ?? defaultThreads(navigator.hardwareConcurrency, canShareMemory());
    const many = wanted > 1 && canShareMemory();
    // One thread runs the build without threads: the threaded one pays for locks even when alone.
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', many);
    if (many) {
      backend.setThreadsCount(wanted);
      claimCores(wanted);
    }
    await ready('wasm');
    const hasSimd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
    return {
      actual: {
        backend: tf.getBackend(),
        threads: many ? backend.getThreadsCount() : 1,
        wasmBuild: `tfjs-backend-wasm${many ? '-threaded' : ''}${hasSimd ? '-simd' : ''}.wasm`,
      },
      lost: never,
    };
  },

  async webgl() {
    const renderer = workerRenderer();
    await import('@tensorflow/tfjs-backend-webgl');
    // Off by default on software renderers; the result is labelled instead.
    if (isSoftwareRenderer(renderer)) tf.env().set('SOFTWARE_WEBGL_ENABLED', true);
    await ready('webgl');
    const canvas = (tf.backend() as MathBackendWebGL).gpgpu.gl.canvas;
    const lost = new Promise<string>((resolve) =>
      canvas.addEventListener('webglcontextlost', () => resolve('The WebGL context was lost.'), { once: true }),
    );
    return {
      actual: {
        backend: tf.getBackend(),
        threads: 1,
        adapter: renderer,
        softwareAdapter: isSoftwareRenderer(renderer),
      },
      lost,
    };
  },

  async webgpu() {
    if (!(await navigator.gpu?.requestAdapter()))
      throw new Problem('no-adapter', 'The browser offers no WebGPU adapter.');
    await import('@tensorflow/tfjs-backend-webgpu');
    await ready('webgpu');
    keepSmallConstants(tf.backend() as WebGPUBackend);
    const { device } = tf.backend() as WebGPUBackend;
    const adapter = adapterName(device.adapterInfo);
    const actual: ActualTarget = {
      backend: tf.getBackend(),
      threads: 1,
      adapter,
      softwareAdapter: isSoftwareAdapter(device.adapterInfo),
    };
    return { actual, lost: device.lost.then((info) => info.message || info.reason) };
  },
};

class TfjsNetwork implements Network {
  readonly #model: GraphModel;
  readonly #dynamic: boolean;
  readonly #outputNames: string[];

  constructor(model: GraphModel, card: ModelCard, dynamic: boolean) {
    this.#model = model;
    this.#dynamic = dynamic;
    this.#outputNames = card.outputs.map((output) => output.name);
  }

  async run(feeds: TensorMap): Promise<TensorMap> {
    const inputs: tf.NamedTensorMap = {};
    for (const name in feeds) {
      const { data, shape, dtype } = feeds[name] as Tensor;
      inputs[name] = tf.tensor(data as Float32Array, [...shape], dtype === 'float32' ? 'float32' : 'int32');
    }
    const raw = this.#dynamic
      ? await this.#model.executeAsync(inputs, this.#outputNames)
      : this.#model.execute(inputs, this.#outputNames);
    const tensors = Array.isArray(raw) ? raw : [raw];
    // All readbacks are asked for before any is awaited, so that a GPU flushes once.
    const values = await Promise.all(tensors.map((tensor) => tensor.data()));
    const outputs: Record<string, Tensor> = {};
    tensors.forEach((tensor, index) => {
      outputs[this.#outputNames[index] as string] = {
        dtype: tensor.dtype as DType,
        shape: tensor.shape,
        data: values[index] as Float32Array,
      };
    });
    tf.dispose(tensors);
    tf.dispose(inputs);
    return outputs;
  }
}

interface ModelJson {
  readonly format?: string;
  readonly modelTopology: { readonly node?: readonly { readonly op: string }[] };
  readonly weightsManifest: readonly {
    readonly paths: readonly string[];
    readonly weights: tf.io.WeightsManifestEntry[];
  }[];
  readonly signature?: object;
  readonly userDefinedMetadata?: { [key: string]: object };
}

/** Joins the shards in the manifest's order. The files are found by the last part of their path. */
function artefacts(files: ReadonlyMap<string, ArrayBuffer>): { json: ModelJson; handler: tf.io.IOHandler } {
  const byName = new Map([...files].map(([path, bytes]) => [path.split('/').pop() as string, bytes]));
  const jsonName = [...byName.keys()].find((name) => name.endsWith('.json'));
  const json = JSON.parse(new TextDecoder().decode(byName.get(jsonName as string))) as ModelJson;
  const shards = json.weightsManifest
    .flatMap((group) => group.paths)
    .map((path) => {
      const bytes = byName.get(path);
      if (!bytes) throw new Problem('no-artefact', `The card lists no file for the weight shard ${path}.`);
      return bytes;
    });
  return {
    json,
    handler: {
      load: async () => ({
        modelTopology: json.modelTopology,
        format: json.format,
        signature: json.signature,
        userDefinedMetadata: json.userDefinedMetadata,
        weightSpecs: json.weightsManifest.flatMap((group) => group.weights),
        weightData: shards,
      }),
    },
  };
}

export async function open({ backend, threads }: OpenOptions): Promise<OpenRuntime> {
  const opened = await openers[backend](threads);
  return {
    ...opened,
    async load(card, files) {
      try {
        const { json, handler } = artefacts(files);
        const model = await loadGraphModel(handler);
        const dynamic = (json.modelTopology.node ?? []).some((node) => dynamicOps.has(node.op));
        return new TfjsNetwork(model, card, dynamic);
      } catch (error) {
        throw toProblem(error, `loading ${card.title}`);
      }
    },
  };
}
