import type { io } from '@tensorflow/tfjs-core';
import { toHalf } from '../../../src/onnx/half';

/** Numbers that TensorFlow's `DataType` gives to types. */
const FLOAT = 1;
const INT = 3;

/** The nearest number that 16 bits hold: 11 significant ones, fewer below 2⁻¹⁴. */
export function roundToHalf(value: number): number {
  if (value === 0) return 0;
  const step = 2 ** (Math.max(-14, Math.floor(Math.log2(Math.abs(value)))) - 10);
  return Math.round(value / step) * step;
}

const dims = (shape: readonly number[]) => ({ dim: shape.map((size) => ({ size: String(size) })) });

const placeholder = (name: string, type: number, shape: readonly number[]) => ({
  name,
  op: 'Placeholder',
  input: [],
  attr: { dtype: { type }, shape: { shape: dims(shape) } },
});

const constant = (name: string, type: number, shape: readonly number[]) => ({
  name,
  op: 'Const',
  input: [],
  attr: { dtype: { type }, value: { tensor: { dtype: type, tensorShape: dims(shape) } } },
});

const operator = (op: string, name: string, input: readonly string[], attr: object = {}) => ({
  name,
  op,
  input,
  attr: { T: { type: FLOAT }, ...attr },
});

/**
 * The classifier as a TensorFlow.js graph model: one number of every feature is looked up and weighted (`evidence`,
 * [batch, row]), their sum and the bias go through a sigmoid (`positive`, [batch, 1]). The sum is a product with ones, which every
 * backend has a fast kernel for.
 * The numbers are stored as 16-bit floats (`roundToHalf` gives the same) and widened when they are loaded.
 * @param table log-odds of each row of the vocabulary, row 0 being the padding's 0
 * @param batch sentences of one run
 * @param row features of one sentence, padding included
 */
export function graphModel(
  table: Float32Array,
  bias: number,
  batch: number,
  row: number,
): { model: io.ModelJSON; weights: Buffer } {
  const constants = [
    { name: 'table', dtype: 'float32', shape: [table.length, 1], data: table },
    { name: 'ones', dtype: 'float32', shape: [row, 1], data: new Float32Array(row).fill(1) },
    { name: 'bias', dtype: 'float32', shape: [1], data: Float32Array.of(bias) },
    { name: 'axis', dtype: 'int32', shape: [], data: Int32Array.of(0) },
  ] as const;
  const node = [
    placeholder('ids', INT, [batch, row]),
    placeholder('weights', FLOAT, [batch, row]),
    ...constants.map(({ name, dtype, shape }) => constant(name, dtype === 'int32' ? INT : FLOAT, shape)),
    operator('GatherV2', 'looked-up', ['table', 'ids', 'axis'], {
      Tparams: { type: FLOAT },
      Tindices: { type: INT },
      Taxis: { type: INT },
    }),
    operator('Squeeze', 'numbers', ['looked-up'], { squeeze_dims: { list: { i: ['2'] } } }),
    operator('Mul', 'evidence', ['numbers', 'weights']),
    // Once more for the sum: ONNX Runtime 1.30 on WebGL (`finalizeGraph`) mixes up an output that another node reads as well.
    operator('Mul', 'weighted', ['numbers', 'weights']),
    operator('MatMul', 'sum', ['weighted', 'ones'], { transpose_a: { b: false }, transpose_b: { b: false } }),
    operator('BiasAdd', 'log-odds', ['sum', 'bias']),
    operator('Sigmoid', 'positive', ['log-odds']),
  ];
  const tensor = (name: string, dtype: string, shape: readonly number[]) => ({
    name: `${name}:0`,
    dtype,
    tensorShape: dims(shape),
  });
  const model = {
    format: 'graph-model',
    generatedBy: 'nearside',
    convertedBy: null,
    signature: {
      inputs: {
        ids: tensor('ids', 'DT_INT32', [batch, row]),
        weights: tensor('weights', 'DT_FLOAT', [batch, row]),
      },
      outputs: {
        positive: tensor('positive', 'DT_FLOAT', [batch, 1]),
        evidence: tensor('evidence', 'DT_FLOAT', [batch, row]),
      },
    },
    modelTopology: { node, library: {}, versions: {} },
    weightsManifest: [
      {
        paths: ['weights.bin'],
        weights: constants.map(({ name, dtype, shape }) => ({
          name,
          dtype,
          shape: [...shape],
          ...(dtype === 'float32' && { quantization: { dtype: 'float16' } }),
        })),
      },
    ],
  } as io.ModelJSON;
  const weights = Buffer.concat(
    constants.map(({ data }) =>
      Buffer.from((data instanceof Int32Array ? data : Uint16Array.from(data, toHalf)).buffer),
    ),
  );
  return { model, weights };
}
