/** (module (func (result v128) …)) with one instruction of the proposal: a browser that lacks it doesn't validate it. */
const moduleWith = (...instructions: number[]) => {
  const body = [0, ...instructions, 0x1a, 0x0b];
  return Uint8Array.of(
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[1, 4, 1, 0x60, 0, 0],
    ...[3, 2, 1, 0],
    ...[10, body.length + 2, 1, body.length, ...body],
  );
};

/** i32.const 0, i8x16.splat: https://github.com/WebAssembly/simd. */
const simd = () => moduleWith(0x41, 0, 0xfd, 0x0f);
/** Twice that, i8x16.relaxed_swizzle: https://github.com/WebAssembly/relaxed-simd. */
const relaxedSimd = () => moduleWith(0x41, 0, 0xfd, 0x0f, 0x41, 0, 0xfd, 0x0f, 0xfd, 0x80, 0x02);

export function validates(): { readonly simd: boolean; readonly relaxedSimd: boolean } {
  if (typeof WebAssembly === 'undefined') return { simd: false, relaxedSimd: false };
  return { simd: WebAssembly.validate(simd()), relaxedSimd: WebAssembly.validate(relaxedSimd()) };
}
