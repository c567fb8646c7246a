import { expect, it } from 'vitest';
import { MAX_HALF, toHalf } from './half';

/** The value of 16 bits, by the definition of the format. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const mantissa = bits & 1023;
  if (exponent === 31) return mantissa ? NaN : sign * Infinity;
  return sign * (exponent ? (1 + mantissa / 1024) * 2 ** (exponent - 15) : (mantissa / 1024) * 2 ** -14);
}

it('gives every half back as it was', () => {
  for (let bits = 0; bits < 65_536; bits++) {
    const value = fromHalf(bits);
    if (Number.isNaN(value)) expect(fromHalf(toHalf(value))).toBeNaN();
    else expect(toHalf(value)).toBe(bits);
  }
});

it('rounds to the nearest, halfway to the even one', () => {
  for (let bits = 0; bits < 31_743; bits += 7) {
    const [low, high] = [fromHalf(bits), fromHalf(bits + 1)];
    expect(toHalf((low + high) / 2)).toBe(bits % 2 ? bits + 1 : bits);
    expect(toHalf(low + (high - low) * 0.375)).toBe(bits);
    expect(toHalf(low + (high - low) * 0.625)).toBe(bits + 1);
  }
});

it('ends at the largest half', () => {
  expect(fromHalf(toHalf(MAX_HALF))).toBe(MAX_HALF);
  expect(toHalf(65_520)).toBe(0x7c00);
  expect(toHalf(-1e9)).toBe(0xfc00);
});
