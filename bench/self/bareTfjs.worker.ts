import '../../src/domain/ownScripts';
import plain from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url';
import { loadGraphModel, type GraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import * as Comlink from 'comlink';
import type { Tensor } from '../../src/domain/tensor';
import { timed, type Bare } from './bare';

let model: GraphModel;
let inputs: [name: string, tensor: Tensor][];

async function infer(): Promise<void> {
  const feeds = Object.fromEntries(
    inputs.map(([name, { data, shape, dtype }]) => [
      name,
      tf.tensor(data as Float32Array, [...shape], dtype as 'float32' | 'int32'),
    ]),
  );
  const result = model.execute(feeds);
  const outputs = Array.isArray(result) ? result : [result];
  await Promise.all(outputs.map((output) => output.data()));
  tf.dispose([outputs, feeds]);
}

/** One thread on the build without threads, as `tfjs-wasm@1` runs. */
async function startWasm(): Promise<void> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const absolute = (url: string) => new URL(url, self.location.href).href;
  setWasmPaths({
    'tfjs-backend-wasm.wasm': absolute(plain),
    'tfjs-backend-wasm-simd.wasm': absolute(simd),
    'tfjs-backend-wasm-threaded-simd.wasm': absolute(threaded),
  });
}

const starts: Record<string, () => Promise<unknown>> = {
  wasm: startWasm,
  webgl: async () => {
    await import('@tensorflow/tfjs-backend-webgl');
    // Off by default on software renderers.
    tf.env().set('SOFTWARE_WEBGL_ENABLED', true);
  },
  webgpu: () => import('@tensorflow/tfjs-backend-webgpu'),
};

const api: Bare = {
  async open(modelUrl, feeds, { backend }) {
    await starts[backend]?.();
    await tf.setBackend(backend);
    model = await loadGraphModel(modelUrl);
    inputs = Object.entries(feeds);
    await infer();
  },
  sample: (count) => timed(count, infer),
};

Comlink.expose(api);
