import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runtimeOfFile } from './offline';

const folder = fileURLToPath(new URL('../node_modules/onnxruntime-web/dist', import.meta.url));

it.each([
  ['/x/node_modules/onnxruntime-web/dist/ort.wasm.bundle.min.mjs', 'ort-wasm'],
  ['/x/node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm?checked', 'ort-wasm'],
  ['assets/ort-wasm-simd-threaded-DcHrbrbl.wasm', 'ort-wasm'],
  ['assets/ort-wasm-simd-threaded.jsep.2of2-h5-Cf2W_.wasm', 'ort-webgpu-jsep'],
  ['/x/node_modules/onnxruntime-web/dist/ort.bundle.min.mjs', 'ort-webgpu-jsep'],
  ['assets/ort-wasm-simd-threaded.jspi-CZzFqCHi.wasm', 'ort-webgpu-jspi'],
  ['/x/node_modules/onnxruntime-web/dist/ort.webgl.min.mjs', 'ort-webgl'],
  ['C:\\x\\node_modules\\@tensorflow\\tfjs-core\\dist\\engine.js', 'tfjs'],
  ['assets/tfjs-backend-wasm-simd-BrM3BlWr.wasm', 'tfjs'],
  ['assets/tfjs-wasm-threads-d79fba6f.js', 'tfjs'],
  ['/x/src/runtimes/tfjs/worker.ts', undefined],
  ['/x/node_modules/svelte/src/index.js', undefined],
  ['assets/start-wXjxUs47.js', undefined],
])('%s is of %s', (file, runtime) => {
  expect(runtimeOfFile(file)).toBe(runtime);
});

it('knows every wasm of ONNX Runtime, and says when there is another', () => {
  const wasm = readdirSync(folder).filter((name) => name.endsWith('.wasm'));
  expect(wasm.length).toBeGreaterThan(3);
  for (const name of wasm) expect(runtimeOfFile(`/x/node_modules/onnxruntime-web/dist/${name}`), name).toMatch(/^ort-/);
  expect(() => runtimeOfFile('assets/ort-wasm-relaxed-12345678.wasm')).toThrow('ONNX Runtime has changed');
});
