import { expect, it } from 'vitest';
import { kernelMacs } from './work';

/** Counted by hand: output elements × products summed into each. */
it.each([
  [
    'Conv2D',
    [
      [1, 8, 8, 3],
      [3, 3, 3, 16],
    ],
    [1, 4, 4, 16],
    4 * 4 * 16 * 27,
  ],
  ['FusedConv2D', [[1, 8, 8, 24], [1, 1, 24, 24], [24]], [1, 8, 8, 24], 8 * 8 * 24 * 24],
  [
    'DepthwiseConv2dNative',
    [
      [1, 8, 8, 24],
      [3, 3, 24, 1],
    ],
    [1, 8, 8, 24],
    8 * 8 * 24 * 9,
  ],
  [
    'BatchMatMul',
    [
      [2, 5, 7],
      [2, 7, 3],
    ],
    [2, 5, 3],
    2 * 5 * 7 * 3,
  ],
  [
    'BatchMatMul',
    [
      [2, 7, 5],
      [2, 7, 3],
    ],
    [2, 5, 3],
    2 * 5 * 7 * 3,
  ],
  ['_FusedMatMul', [[1, 512], [512, 10], [10]], [1, 10], 5120],
  ['Relu', [[1, 8, 8, 24]], [1, 8, 8, 24], 0],
])('%s of %j gives %j in %i multiply–accumulates', (kernel, inputs, output, expected) => {
  expect(kernelMacs(kernel, inputs, output)).toBe(expected);
});
