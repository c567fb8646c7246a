import { readFileSync } from 'node:fs';
import { defineConfig, mergeConfig, type Plugin } from 'vite';
import production from '../../vite.config.ts';

/** Human looks for TensorFlow.js' wasm files by their own names in one folder. */
function humanWasm(): Plugin {
  const names = ['', '-simd', '-threaded-simd'].map((kind) => `tfjs-backend-wasm${kind}.wasm`);
  return {
    name: 'nearside:human-wasm',
    generateBundle() {
      for (const name of names) {
        const source = readFileSync(`node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/${name}`);
        this.emitFile({ type: 'asset', fileName: `human-wasm/${name}`, source });
      }
    },
  };
}

/** The page of `npm run bench:self`, built as the product is: the same plugins, minifier and worker settings. */
export default mergeConfig(
  production,
  defineConfig({
    plugins: [humanWasm()],
    build: { outDir: '.cache/self', emptyOutDir: true, rolldownOptions: { input: 'bench/self/index.html' } },
  }),
);
