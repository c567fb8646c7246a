import { expect, it } from 'vitest';
import { bytesPerNumber } from './precision';

it.each([
  ['fp64', 8],
  ['fp32', 4],
  ['tf32', 4],
  ['bf16', 2],
  ['fp16', 2],
  ['int8', 1],
  ['fp8', 1],
  ['int4', 0.5],
  ['fp4', 0.5],
  ['mixed', undefined],
  ['', undefined],
])('a number in %s takes %d bytes', (precision, bytes) => {
  expect(bytesPerNumber(precision)).toBe(bytes);
});
