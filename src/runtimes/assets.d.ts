/** See `scripts/checkedWasm.ts`. */
declare module '*.wasm?checked' {
  import type { WasmBuild } from './wasmBuild';
  const build: WasmBuild;
  export default build;
}

declare module '*.wasm?url' {
  const url: string;
  export default url;
}
