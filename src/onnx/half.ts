const single = new Float32Array(1);
const bits = new Uint32Array(single.buffer);

/**
 * Nearest IEEE 754 half of a single-precision number, ties to even; beyond the range it is an infinity.
 * @returns its 16 bits
 */
export function toHalf(value: number): number {
  single[0] = value;
  const x = bits[0]!;
  const sign = (x >>> 16) & 0x8000;
  const exponent = ((x >>> 23) & 0xff) - 112;
  const mantissa = x & 0x7fffff;
  if (exponent === 143) return sign | 0x7c00 | (mantissa ? 0x200 : 0);
  if (exponent >= 31) return sign | 0x7c00;
  if (exponent < -10) return sign;
  // Below 2⁻¹⁴ the hidden bit becomes explicit and the mantissa shifts out.
  const shift = exponent > 0 ? 13 : 14 - exponent;
  const full = exponent > 0 ? (exponent << 23) | mantissa : mantissa | 0x800000;
  const kept = full >>> shift;
  const rest = full & (2 ** shift - 1);
  const half = 2 ** (shift - 1);
  return sign | (kept + Number(rest > half || (rest === half && (kept & 1) === 1)));
}

/** @param half 16 bits @returns the number that they stand for, exactly */
export function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const mantissa = half & 0x3ff;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 31) return mantissa ? NaN : sign * Infinity;
  return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}

/** The largest number that a half holds. */
export const MAX_HALF = 65_504;
