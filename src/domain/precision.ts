/**
 * Bytes that a number of a precision takes in memory: `fp32` 4, `bf16` 2, `int8` 1, `fp4` ½; `tf32` is stored in 32 bits.
 * @returns undefined where the name doesn't end in a number of bits
 */
export function bytesPerNumber(precision: string): number | undefined {
  const bits = /^[a-z]+(\d+)$/.exec(precision)?.[1];
  return bits === undefined ? undefined : Number(bits) / 8;
}

/** Other names of each, without anything but letters and digits; those that a rule below finds aren't listed. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  fp64: ['double'],
  fp32: ['single', 'float', 'full', 'w32a32'],
  fp16: ['half', 'w16a16'],
  bf16: ['bfloat', 'brainfloat16'],
  fp8: ['fp8e4m3', 'fp8e5m2', 'e4m3', 'e5m2'],
  int8: ['quantized', 'quantised', 'w8a8', 'w8a16', 'q80'],
  int4: ['w4a16', 'w4a8', 'w4a4', 'awq', 'gptq'],
};

/**
 * A precision as it is called here, however it is spelled: `INT8`, `uint8` and `i8` are `int8`, `float16`, `FP-16` and `half`
 * `fp16`, `Q4_K_M` is `int4`. Of weights narrower than the activations it is the weights' precision.
 * @returns what was given, where nothing is known of it
 */
export function precisionNamed(text: string): string {
  const plain = text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const other = Object.entries(OTHER_NAMES).find(([name, others]) => name === plain || others.includes(plain));
  if (other) return other[0];
  const bits = /^(?:f|fp|float)(8|16|32|64)$/.exec(plain)?.[1];
  if (bits !== undefined) return `fp${bits}`;
  if (/^(?:bf|bfloat)16$/.test(plain)) return 'bf16';
  if (/^(?:tf|tfloat|tensorfloat)32$/.test(plain)) return 'tf32';
  const whole =
    /^(?:q|quant)?(?:[iusq]|u?int|sint)(4|8|16)$/.exec(plain)?.[1] ?? /^(?:fixed|fix)(8|16)$/.exec(plain)?.[1];
  if (whole !== undefined) return `int${whole}`;
  return /^q4[01k][a-z0-9]*$/.test(plain) ? 'int4' : text;
}
