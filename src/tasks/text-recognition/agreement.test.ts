import { describe, expect, it } from 'vitest';
import { characterAccuracy, maskIou } from './agreement';

describe('maskIou', () => {
  const reference = { name: 'map', shape: [8], stride: 2, values: Float32Array.of(0.9, 0.9, 0.1, 0.1) };

  it('compares only the values that the reference keeps', () => {
    expect(maskIou(Float32Array.of(0.8, 0, 0.8, 0, 0.2, 1, 0.2, 1), reference, 0.3)).toBe(1);
  });

  it('is intersection over union', () => {
    expect(maskIou(Float32Array.of(0.8, 0, 0.1, 0, 0.8, 0, 0.1, 0), reference, 0.3)).toBeCloseTo(1 / 3, 12);
  });

  it('finds two empty masks the same', () => {
    expect(maskIou(new Float32Array(8), { ...reference, values: new Float32Array(4) }, 0.3)).toBe(1);
  });

  it('finds an output of NaN different', () => {
    expect(maskIou(new Float32Array(8).fill(NaN), reference, 0.3)).toBe(0);
  });
});

describe('characterAccuracy', () => {
  it.each([
    ['kitten', 'kitten', 1],
    ['kitten', 'sitting', 1 - 3 / 7],
    ['', 'abc', 0],
    ['', '', 1],
    ['😀b', '😀a', 0.5],
  ])('of %j against %j', (text, truth, accuracy) => {
    expect(characterAccuracy(text, truth)).toBeCloseTo(accuracy, 12);
  });
});
