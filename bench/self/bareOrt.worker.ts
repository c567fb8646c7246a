import * as Comlink from 'comlink';
import * as ort from 'onnxruntime-web/wasm';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import type { Tensor } from '../../src/domain/tensor';
import { timed, type Bare } from './bare';

let session: ort.InferenceSession;
let inputs: [name: string, tensor: Tensor][];

/** ONNX Runtime's results on WASM lie in JavaScript memory already: there is nothing to read back. */
async function infer(): Promise<void> {
  const feeds = Object.fromEntries(
    inputs.map(([name, { data, shape }]) => [name, new ort.Tensor('float32', data as Float32Array, [...shape])]),
  );
  await session.run(feeds);
}

const api: Bare = {
  async open(modelUrl, feeds) {
    ort.env.wasm.numThreads = 1;
    ort.env.wasm.wasmPaths = { wasm };
    session = await ort.InferenceSession.create(modelUrl, { executionProviders: ['wasm'] });
    inputs = Object.entries(feeds);
    await infer();
  },
  sample: (count) => timed(count, infer),
};

Comlink.expose(api);
