import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/domain/random';
import type { Tensor } from '../../src/domain/tensor';
import { decodeModel } from '../../src/onnx/decode';
import { encodeModel } from '../../src/onnx/encode';
import type { Attribute, Graph, Initialiser, Node } from '../../src/onnx/graph';
import { preparedForStatic, quantise, rangesOf } from './quantise';
import { openModel } from './session';
import { bytesOf } from './values';

const random = seededRandom(1);
const floats = (name: string, dims: readonly number[], spread = (_channel: number) => 1): Initialiser => {
  const size = dims.reduce((product, length) => product * length, 1);
  const data = Float32Array.from(
    { length: size },
    (_, at) => (random() - 0.5) * spread(Math.floor((at * dims[0]!) / size)),
  );
  return { name, type: 'float32', dims, data: bytesOf(data) };
};
const node = (
  op: string,
  inputs: readonly string[],
  output: string,
  attributes: Record<string, Attribute> = {},
): Node => ({
  op,
  name: output,
  inputs,
  outputs: [output],
  attributes,
});

/** Convolution, depthwise convolution, what is added to each channel, a residual, pooling, a dense layer and axes as attributes. */
const graph: Graph = {
  name: 'g',
  inputs: [{ name: 'x', type: 'float32', shape: [1, 3, 8, 8] }],
  outputs: [{ name: 'y', type: 'float32', shape: [1, 1, 10] }],
  initialisers: [
    floats('w1', [32, 3, 3, 3]),
    floats('added', [1, 32, 1, 1]),
    // Channels a hundred times as wide as others: one scale for all would leave the narrow ones nothing.
    floats('w2', [32, 1, 3, 3], (channel) => 100 ** (channel / 31)),
    floats('b2', [32]),
    floats('w3', [32, 32, 1, 1]),
    floats('dense', [10, 512]),
    floats('bias', [10]),
    { name: 'shape', type: 'int64', dims: [2], data: bytesOf(BigInt64Array.of(1n, 512n)) },
  ],
  nodes: [
    node('Conv', ['x', 'w1'], 'c1', { pads: { ints: [1, 1, 1, 1] } }),
    node('Add', ['c1', 'added'], 'a1'),
    node('Relu', ['a1'], 'r1'),
    node('Conv', ['r1', 'w2', 'b2'], 'c2', { pads: { ints: [1, 1, 1, 1] }, group: { i: 32 } }),
    node('Conv', ['c2', 'w3'], 'c3'),
    node('Add', ['c3', 'r1'], 'sum'),
    node('Relu', ['sum'], 'r2'),
    node('MaxPool', ['r2'], 'pooled', { kernel_shape: { ints: [2, 2] }, strides: { ints: [2, 2] } }),
    node('Reshape', ['pooled', 'shape'], 'flat'),
    node('Gemm', ['flat', 'dense', 'bias'], 'logits', { transB: { i: 1 } }),
    node('Unsqueeze', ['logits'], 'y', { axes: { ints: [0] } }),
  ],
};
const file = encodeModel({ graph, opsets: { '': 12 } });
const picture = (seed: number): { x: Tensor } => {
  const next = seededRandom(seed);
  return {
    x: { dtype: 'float32', shape: [1, 3, 8, 8], data: Float32Array.from({ length: 192 }, () => next() * 2 - 1) },
  };
};
const calibration = [1, 2, 3, 4, 5, 6].map(picture);

async function answers(model: Uint8Array, seeds = [11, 12, 13]): Promise<number[]> {
  const running = await openModel(model);
  const all: number[] = [];
  for (const seed of seeds) all.push(...((await running.run(picture(seed))).y!.data as Float32Array));
  await running.release();
  return all;
}

/** Signal to noise, decibels. */
function closeness(exact: readonly number[], rounded: readonly number[]): number {
  const square = (values: readonly number[]) => values.reduce((sum, value) => sum + value * value, 0);
  return 10 * Math.log10(square(exact) / square(exact.map((value, at) => value - rounded[at]!)));
}

const operatorsOf = (model: Uint8Array) => decodeModel(model).graph.nodes.map(({ op }) => op);
const exact = await answers(file);
const values = await rangesOf(file, calibration, 'minmax', []);

describe('a network made ready', () => {
  it('computes what it did, with wide and narrow channels made alike and what is added a bias', async () => {
    const network = preparedForStatic(file);
    expect(network.nodes.filter(({ op }) => op === 'Add')).toHaveLength(1);
    expect(closeness(exact, await answers(encodeModel(network.model())))).toBeGreaterThan(100);
  });
});

describe('static', () => {
  const made = quantise(file, { method: 'static', precision: 'int8' }, { keep: [], values });

  it('is close to the whole network, on inputs that it was not calibrated on', async () => {
    expect(closeness(exact, await answers(made))).toBeGreaterThan(28);
  });

  it('has the same bytes every time, and fewer of them than the whole network', () => {
    expect(quantise(file, { method: 'static', precision: 'int8' }, { keep: [], values })).toEqual(made);
    expect(made.length).toBeLessThan(file.length * 0.6);
  });

  it('stores whatever goes in and out of what has weights, with a pair around each', () => {
    const { graph: quantised } = decodeModel(made);
    const producers = new Map(quantised.nodes.flatMap((one) => one.outputs.map((output) => [output, one] as const)));
    for (const one of quantised.nodes.filter(({ op }) => op === 'Conv' || op === 'Gemm')) {
      expect(one.inputs.map((input) => producers.get(input)?.op)).toEqual(one.inputs.map(() => 'DequantizeLinear'));
    }
    const { initialisers = [] } = quantised;
    expect(initialisers.filter(({ type }) => type === 'int8')).toHaveLength(4);
    expect(initialisers.filter(({ type, dims }) => type === 'float32' && dims.length > 1)).toEqual([]);
  });

  it('leaves in floats what is to be kept so, by the node’s name or the operator', async () => {
    const keep = ['c1', 'Gemm'];
    const ranges = await rangesOf(file, calibration, 'minmax', keep);
    const partly = quantise(file, { method: 'static', precision: 'int8' }, { keep, values: ranges });
    const { initialisers = [] } = decodeModel(partly).graph;
    expect(initialisers.filter(({ type }) => type === 'int8')).toHaveLength(2);
    expect(closeness(exact, await answers(partly))).toBeGreaterThan(28);
  });

  it('does not lose an outlier’s neighbours where ranges are taken by least loss', async () => {
    const wild = calibration.map(({ x }, at) => {
      const data = (x.data as Float32Array).slice();
      if (at === 0) data[0] = 40;
      return { x: { ...x, data } };
    });
    const by = async (method: 'minmax' | 'mse') =>
      quantise(
        file,
        { method: 'static', precision: 'int8' },
        { keep: [], values: await rangesOf(file, wild, method, []) },
      );
    expect(closeness(exact, await answers(await by('mse')))).toBeGreaterThan(
      closeness(exact, await answers(await by('minmax'))) + 2,
    );
  });

  it.each([
    ['a node that isn’t there', ['c9'], values, /no node or operator called c9/],
    ['ranges of another network', [], {}, /no range for/],
    ['nothing that computes', ['Conv', 'Gemm'], values, /no convolution or matrix product/],
  ])('refuses %s', (_, keep, ranges, message) => {
    expect(() => quantise(file, { method: 'static', precision: 'int8' }, { keep, values: ranges })).toThrow(message);
  });
});

describe('weights alone', () => {
  it.each([
    ['int8', 40, 'DequantizeLinear'],
    ['int4', 20, 'MatMulNBits'],
  ] as const)('in %s, %i dB or closer', async (precision, least, operator) => {
    const made = quantise(file, { method: 'weights', precision });
    expect(closeness(exact, await answers(made))).toBeGreaterThan(least);
    expect(operatorsOf(made)).toEqual(expect.arrayContaining([operator, 'MatMulNBits']));
    expect(operatorsOf(made)).not.toContain('QuantizeLinear');
  });

  it.each([
    ['rows of one number', 1, 30],
    ['long rows, each with a scale of its own', 64, 40],
  ])('of a table with %s', async (_, width, least) => {
    const table: Graph = {
      name: 'table',
      inputs: [{ name: 'ids', type: 'int32', shape: [1, 8] }],
      outputs: [{ name: 'y', type: 'float32', shape: [1, 8, width] }],
      initialisers: [floats('rows', [2048, width])],
      nodes: [node('Gather', ['rows', 'ids'], 'y')],
    };
    const source = encodeModel({ graph: table, opsets: { '': 13 } });
    const ids: Tensor = { dtype: 'int32', shape: [1, 8], data: Int32Array.from({ length: 8 }, (_one, at) => at * 251) };
    const [whole, rounded] = await Promise.all(
      [source, quantise(source, { method: 'weights', precision: 'int8' })].map(async (model) => {
        const running = await openModel(model);
        return [...((await running.run({ ids })).y!.data as Float32Array)];
      }),
    );
    expect(closeness(whole!, rounded!)).toBeGreaterThan(least);
  });

  it('refuse a network that has none', () => {
    const none = encodeModel({ graph: { ...graph, nodes: [node('Relu', ['x'], 'y')] }, opsets: { '': 12 } });
    expect(() => quantise(none, { method: 'weights', precision: 'int8' })).toThrow(/no weights/);
  });
});
