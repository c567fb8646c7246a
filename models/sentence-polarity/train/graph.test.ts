import { expect, it } from 'vitest';
import { toHalf } from '../../../src/onnx/half';
import { roundToHalf } from './graph';

it('rounds to a number that is stored as it is', () => {
  for (const value of [0, 1, -0.1, 4.4937, 1e-5, -3e-7, 1 + 2 ** -11.5, 0.99999]) {
    const rounded = roundToHalf(value);
    expect(Math.abs(rounded - value)).toBeLessThanOrEqual(Math.max(Math.abs(value) * 2 ** -11, 2 ** -25));
    expect(toHalf(rounded)).toBe(toHalf(value));
  }
});
