/**
 * Bytes that a number of a precision takes in memory: `fp32` 4, `bf16` 2, `int8` 1, `fp4` ½; `tf32` is stored in 32 bits.
 * @returns undefined where the name doesn't end in a number of bits
 */
export function bytesPerNumber(precision: string): number | undefined {
  const bits = /^[a-z]+(\d+)$/.exec(precision)?.[1];
  return bits === undefined ? undefined : Number(bits) / 8;
}
