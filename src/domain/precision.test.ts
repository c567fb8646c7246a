import { expect, it } from 'vitest';
import { bytesPerNumber, precisionNamed } from './precision';

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

it.each([
  ['INT8', 'int8'],
  ['uint8', 'int8'],
  ['i8', 'int8'],
  ['QInt8', 'int8'],
  ['w8a8', 'int8'],
  ['Float32', 'fp32'],
  ['FP-32', 'fp32'],
  ['float', 'fp32'],
  ['float16', 'fp16'],
  ['half', 'fp16'],
  ['f16', 'fp16'],
  ['bfloat16', 'bf16'],
  ['TF32', 'tf32'],
  ['fp8_e4m3', 'fp8'],
  ['Q4_K_M', 'int4'],
  ['Q4_0', 'int4'],
  ['Q8_0', 'int8'],
  ['INT4', 'int4'],
  ['fixed16', 'int16'],
  ['fp4', 'fp4'],
  ['mixed', 'mixed'],
  ['toString', 'toString'],
  ['', ''],
])('%s is called %s', (spelled, called) => {
  expect(precisionNamed(spelled)).toBe(called);
});
