import { expect, it } from 'vitest';
import { fromHalf, MAX_HALF, toHalf } from './half';

it.each([
  [0x3c00, 1],
  [0x0001, 2 ** -24],
  [0x0400, 2 ** -14],
  [0xc500, -5],
  [0x7bff, MAX_HALF],
  [0xfc00, -Infinity],
])('reads the bits %s as %s', (bits, value) => expect(fromHalf(bits)).toBe(value));

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
