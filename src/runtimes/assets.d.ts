/** See `scripts/checkedWasm.ts`. */
declare module '*.wasm?checked' {
  const build: { readonly url: string; readonly bytes: number; readonly sha256: string };
  export default build;
}

declare module '*.wasm?url' {
  const url: string;
  export default url;
}
