import { describe, expect, it } from 'vitest';
import { dequantiseBlocks } from './blocks';
import { drawnWeights } from './drawn';

const rms = (values: Float32Array) => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);
const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Halves as numbers, by the sign, exponent and mantissa of normal ones. */
const ofHalves = (halves: Uint16Array) =>
  Float32Array.from(halves, (bits) => {
    const sign = bits & 0x8000 ? -1 : 1;
    return sign * (1 + (bits & 1023) / 1024) * 2 ** (((bits >> 10) & 31) - 15);
  });

describe.each([
  ['a matrix smaller than the pattern', [96, 64]],
  ['one of many patterns', [1200, 576]],
] as const)('weights drawn for %s', (_, shape) => {
  const columns = shape[1];
  const drawn = drawnWeights(1);
  const forms = {
    singles: () => drawn.read('model.layers.0.mlp.up_proj.weight', shape).data,
    halves: () => ofHalves(drawn.drawn!.halves(shape)),
    int8: () => dequantiseBlocks(drawn.drawn!.blocks(shape, 8, 32)),
    int4: () => dequantiseBlocks(drawn.drawn!.blocks(shape, 4, 32)),
  };

  it.each(Object.entries(forms))(
    'leave the size of what passes through as it is, and its mean at 0: %s',
    (_form, draw) => {
      const values = draw();
      expect(values).toHaveLength(shape[0] * columns);
      expect(rms(values) * Math.sqrt(columns)).toBeCloseTo(1, 1);
      expect(Math.abs(mean(values))).toBeLessThan(0.03 * rms(values));
    },
  );

  it('have rows that differ', () => {
    const values = forms.singles();
    expect(values.slice(0, columns)).not.toEqual(values.slice(columns, 2 * columns));
  });
});

it('is the same from a seed, and norms let everything through', () => {
  const draw = (seed: number) => drawnWeights(seed).read('model.layers.0.mlp.up_proj.weight', [8, 32]).data;
  expect(draw(3)).toEqual(draw(3));
  expect(draw(3)).not.toEqual(draw(4));
  expect(new Set(drawnWeights(1).read('model.norm.weight', [16]).data)).toEqual(new Set([1]));
  expect(new Set(drawnWeights(1).read('model.layers.0.self_attn.q_proj.bias', [16]).data)).toEqual(new Set([0]));
});
