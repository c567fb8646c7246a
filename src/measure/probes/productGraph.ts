import { columnOut, hadamard, startMatrix, type ProductSpec } from './product';

const float = { type: 'DT_FLOAT' };
const shapeOf = (lengths: readonly number[]) => ({ dim: lengths.map((length) => ({ size: String(length) })) });
const op = (name: string, kind: string, ...input: string[]) => ({ name, op: kind, input, attr: { T: float } });
const weight = (name: string, lengths: readonly number[]) => ({
  name,
  op: 'Const',
  attr: { dtype: float, value: { tensor: { dtype: 'DT_FLOAT', tensorShape: shapeOf(lengths) } } },
});

/** The network of {@link ProductSpec} as files of a TensorFlow.js graph model. */
export function productGraph({ size, links }: ProductSpec): Map<string, ArrayBuffer> {
  const square = [size, size];
  const node = [
    { name: 's', op: 'Placeholder', attr: { dtype: float, shape: { shape: shapeOf([1, size]) } } },
    weight('X', square),
    weight('W', square),
    weight('v', [size, 1]),
    op('h0', 'AddV2', 'X', 's'),
    ...Array.from({ length: links }, (_, link) => op(`h${link + 1}`, 'MatMul', `h${link}`, 'W')),
    op('y', 'MatMul', `h${links}`, 'v'),
  ];
  const weights = [
    { name: 'X', shape: square, dtype: 'float32' },
    { name: 'W', shape: square, dtype: 'float32' },
    { name: 'v', shape: [size, 1], dtype: 'float32' },
  ];
  const json = {
    format: 'graph-model',
    modelTopology: { node, versions: {} },
    signature: { outputs: { y: { name: 'y' } } },
    weightsManifest: [{ paths: ['product.bin'], weights }],
  };
  const values = new Float32Array(2 * size * size + size);
  values.set(startMatrix(size));
  values.set(hadamard(size), size * size);
  values.set(columnOut(size), 2 * size * size);
  return new Map([
    ['model.json', new TextEncoder().encode(JSON.stringify(json)).buffer],
    ['product.bin', values.buffer],
  ]);
}
