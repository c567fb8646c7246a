import * as tf from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { adapterName, isSoftwareAdapter, isSoftwareRenderer, lossOf, releaseDevice, webglRenderer } from '../gpu';
import { Problem } from '../../domain/problem';
import { toProblem } from '../../domain/toProblem';
import { isPage } from '../../domain/realm';
import { canShareMemory } from '../../domain/sharedMemory';
import { defaultThreads } from '../target';
import { fetchBuild, type WasmBuild } from '../wasmBuild';
import type { ActualTarget, OpenOptions, OpenRuntime } from '../types';
import { readAll, TfjsNetwork, tfjsKeeper, type Readback } from './network';

type OnDownload = OpenOptions['onDownload'];

interface Opened extends Pick<OpenRuntime, 'actual' | 'lost'> {
  readonly readback?: Readback;
  /** Frees what removing the backend doesn't. */
  free?(): void;
}

/** Whatever precision weights are stored in, a graph's loading makes floats of them, and kernels have no other arithmetic. */
const computePrecision = 'fp32';

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

/**
 * TensorFlow.js' `data()` on WebGL asks by nested timers whether the GPU is done, and browsers make those wait for 4 ms each from
 * the fifth on: what is timed then is the clamp. Reading now blocks this worker alone, where nothing else waits, and took the digits'
 * network 0.73 of the time (SwiftShader, side by side). WebGPU's `data()` awaits the buffer itself, no timer.
 */
const readNow: Readback = async (tensors) => tensors.map((tensor) => tensor.dataSync());

/** By name where it comes in parts: what TensorFlow.js asks for is handed over, so that the address need not exist. */
const urlOf = ({ url, name }: WasmBuild): string => url ?? name;

/** TensorFlow.js fetches its wasm by itself, through its platform: it gets what was fetched, and compared, already. */
function handOver(url: string, bytes: ArrayBuffer): void {
  const { platform } = tf.env();
  const usual = platform.fetch.bind(platform);
  platform.fetch = async (path, init) => {
    if (path !== url) return usual(path, init);
    platform.fetch = usual;
    return new Response(bytes);
  };
}

const openers: Record<OpenOptions['backend'], (threads?: number, onDownload?: OnDownload) => Promise<Opened>> = {
  async cpu() {
    await import('@tensorflow/tfjs-backend-cpu');
    await ready('cpu');
    return { actual: { backend: tf.getBackend(), threads: 1, computePrecision }, lost: never };
  },

  async wasm(threads, onDownload) {
    const [backend, plain, simd, threaded] = await Promise.all([
      import('@tensorflow/tfjs-backend-wasm'),
      import('@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?checked'),
      import('@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?checked'),
      import('@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?checked'),
    ]);
    const wanted = threads ?? defaultThreads(navigator.hardwareConcurrency, canShareMemory());
    const hasSimd = Boolean(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'));
    const many = wanted > 1 && canShareMemory() && hasSimd;
    const { default: build } = many ? threaded : hasSimd ? simd : plain;
    handOver(urlOf(build), await fetchBuild(build, onDownload));
    backend.setWasmPaths(
      {
        'tfjs-backend-wasm.wasm': urlOf(plain.default),
        'tfjs-backend-wasm-simd.wasm': urlOf(simd.default),
        'tfjs-backend-wasm-threaded-simd.wasm': urlOf(threaded.default),
      },
      true,
    );
    // One thread runs the build without threads: the threaded one pays for locks even when alone.
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', many);
    if (many) {
      backend.setThreadsCount(wanted);
      claimCores(wanted);
    }
    await ready('wasm');
    return {
      actual: {
        backend: tf.getBackend(),
        threads: many ? backend.getThreadsCount() : 1,
        computePrecision,
        wasmBuild: `tfjs-backend-wasm${many ? '-threaded' : ''}${hasSimd ? '-simd' : ''}.wasm`,
      },
      lost: never,
    };
  },

  async webgl() {
    const renderer = webglRenderer();
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
        // Of the textures that kernels draw into. (Its own `floatPrecision()` says 16 where they are of 32 bits.)
        computePrecision: tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED') ? 'fp32' : 'fp16',
        adapter: renderer,
        softwareAdapter: isSoftwareRenderer(renderer),
      },
      lost,
      readback: isPage() ? readAll : readNow,
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
      computePrecision,
      adapter,
      softwareAdapter: isSoftwareAdapter(device.adapterInfo),
    };
    return { actual, lost: lossOf(device), free: () => releaseDevice(device) };
  },
};

/** Runtimes open in this realm: in a page those of one backend share it. */
const users = new Map<string, number>();

/** Frees a backend's textures and buffers; it starts anew when it is wanted again. */
function letGo(backend: string): void {
  const factory = tf.findBackendFactory(backend);
  tf.removeBackend(backend);
  tf.registerBackend(backend, factory);
}

export async function open({ backend, threads, onDownload }: OpenOptions): Promise<OpenRuntime> {
  const { actual, lost, readback, free } = await openers[backend](threads, onDownload);
  users.set(backend, (users.get(backend) ?? 0) + 1);
  const keeper = tfjsKeeper();
  const networks = new Set<TfjsNetwork>();
  return {
    actual,
    lost,
    async load(card, files, options) {
      try {
        const network = await TfjsNetwork.load(card, files, { ...options, keeper, readback });
        networks.add(network);
        return network;
      } catch (error) {
        throw toProblem(error, `loading ${card.title}`);
      }
    },
    async dispose() {
      for (const network of networks) await network.dispose();
      const left = (users.get(backend) ?? 1) - 1;
      users.set(backend, left);
      if (left === 0) letGo(backend);
      free?.();
    },
  };
}
