import '../../src/domain/ownScripts';
import * as Comlink from 'comlink';
import type { InferenceSession } from 'onnxruntime-web';
import type { Tensor } from '../../src/domain/tensor';
import { builds } from '../../src/runtimes/ort/builds';
import type { Ort } from '../../src/runtimes/ort/network';
import { fetchBuild } from '../../src/runtimes/wasmBuild';
import { timed, type Bare } from './bare';

let ort: Ort;
let session: InferenceSession;
let inputs: [name: string, tensor: Tensor][];

/** Results come back in JavaScript memory on every build: there is nothing more to read. */
async function infer(): Promise<void> {
  const feeds = Object.fromEntries(
    inputs.map(([name, { data, shape }]) => [name, new ort.Tensor('float32', data as Float32Array, [...shape])]),
  );
  await session.run(feeds);
}

const api: Bare = {
  async open(modelUrl, feeds, { backend, build }) {
    // The files alone are the product's: which of the package's builds belongs to which backend.
    const loaded = await builds[build ? `${backend}-${build}` : backend]?.();
    if (!loaded) throw new Error(`There is no build of ONNX Runtime for ${backend} ${build}.`);
    ({ ort } = loaded);
    ort.env.wasm.numThreads = 1;
    // Given whole: a file too large for hosts is served in parts, which ONNX Runtime would not know how to join.
    if (loaded.wasm) ort.env.wasm.wasmBinary = await fetchBuild(loaded.wasm, undefined);
    session = await ort.InferenceSession.create(modelUrl, { executionProviders: [backend] });
    inputs = Object.entries(feeds);
    await infer();
  },
  sample: (count) => timed(count, infer),
};

Comlink.expose(api);
