import { expect, it } from 'vitest';
import { validates } from './wasmFeatures';

it('finds what Chromium is known to have: SIMD from 91 on, relaxed SIMD from 114 on', () => {
  expect(validates()).toEqual({ simd: true, relaxedSimd: true });
});
