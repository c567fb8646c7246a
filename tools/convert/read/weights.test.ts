import { expect, it } from 'vitest';
import { convertModel } from '../convert';
import { dataType } from '../onnx/model';
import { toHalf } from '../../../src/onnx/half';
import { GraphBuilder } from './builder';

const values = Float32Array.from({ length: 96 }, (_, i) => Math.sin(i));

const stored = {
  uint8: Uint8Array.from(values, (value) => Math.round((value + 1) / (2 / 255))),
  uint16: Uint16Array.from(values, (value) => Math.round((value + 1) / (2 / 65_535))),
  float16: Uint16Array.from(values, toHalf),
};
const scales = { uint8: 2 / 255, uint16: 2 / 65_535, float16: 1 };

it.each(['uint8', 'uint16', 'float16'] as const)('weights quantised as %s', async (dtype) => {
  const b = new GraphBuilder();
  const quantization = {
    dtype,
    scale: scales[dtype],
    min: dtype === 'float16' ? 0 : -1,
    original_dtype: 'float32' as const,
  };
  const filter = b.weight(
    { name: 'w', shape: [12, 8], dtype: 'float32', quantization },
    new Uint8Array(stored[dtype].buffer),
  );
  const product = b.op('MatMul', [b.input('x', [2, 12]), filter]);
  const { graph, parity } = await convertModel(b.build([product]), { precision: 'fp16', backend: 'cpu' });
  const [weight] = graph.initialisers.filter(({ type }) => dataType[type] === dataType.float16);
  expect(weight!.data.length).toBe(192);
  // Halves come through exactly; the others are rounded to 11 bits.
  for (const { maxRel } of parity) expect(maxRel).toBeLessThan(dtype === 'float16' ? 1e-6 : 1e-3);
});
