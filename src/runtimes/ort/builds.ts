import type { WasmBuild } from '../wasmBuild';
import type { Ort } from './network';

interface LoadedBuild {
  readonly ort: Ort;
  /** Absent on the WebGL build, which is plain JavaScript. */
  readonly wasm?: WasmBuild;
}

/** Each build is a download of its own (3.7 to 6.7 MB gzip), so only the one that runs is imported. */
export const builds: Readonly<Record<string, () => Promise<LoadedBuild>>> = {
  wasm: async () => {
    const [ort, wasm] = await Promise.all([
      import('onnxruntime-web/wasm'),
      import('onnxruntime-web/ort-wasm-simd-threaded.wasm?checked'),
    ]);
    return { ort: ort as Ort, wasm: wasm.default };
  },
  webgl: async () => ({ ort: (await import('onnxruntime-web/webgl')) as Ort }),
  'webgpu-jspi': async () => {
    const [ort, wasm] = await Promise.all([
      import('onnxruntime-web/jspi'),
      import('onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?checked'),
    ]);
    return { ort: ort as Ort, wasm: wasm.default };
  },
  'webgpu-asyncify': async () => {
    const [ort, wasm] = await Promise.all([
      import('onnxruntime-web/webgpu'),
      import('onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?checked'),
    ]);
    return { ort: ort as Ort, wasm: wasm.default };
  },
  'webgpu-jsep': async () => {
    const [ort, wasm] = await Promise.all([
      import('onnxruntime-web'),
      import('onnxruntime-web/ort-wasm-simd-threaded.jsep.wasm?checked'),
    ]);
    return { ort, wasm: wasm.default };
  },
};
