import { expect, it } from 'vitest';
import type { Tensor } from '../../src/domain/tensor';
import { encodeModel } from '../../src/onnx/encode';
import type { Attribute, Graph } from '../../src/onnx/graph';
import { Network } from './network';
import { openModel } from './session';
import { upgrade } from './tidy';

const values = Float32Array.from({ length: 24 }, (_, at) => Math.sin(at) * 3);
const x: Tensor = { dtype: 'float32', shape: [1, 2, 3, 4], data: values };

function graphOf(op: string, attributes: Record<string, Attribute>): Graph {
  return {
    name: 'g',
    inputs: [{ name: 'x', type: 'float32', shape: x.shape }],
    outputs: [{ name: 'y', type: 'float32' }],
    nodes: [{ op, name: 'n', inputs: ['x'], outputs: ['y'], attributes }],
  };
}

async function answer(graph: Graph, opset: number): Promise<Tensor> {
  const running = await openModel(encodeModel({ graph, opsets: { '': opset } }));
  const { y } = await running.run({ x });
  await running.release();
  return y!;
}

it.each([
  ['Softmax', 12, { axis: { i: 2 } }],
  ['Softmax', 9, {}],
  ['LogSoftmax', 12, { axis: { i: 3 } }],
  ['Squeeze', 12, { axes: { ints: [0] } }],
  ['Unsqueeze', 12, { axes: { ints: [0, 3] } }],
  ['ReduceSum', 12, { axes: { ints: [1] }, keepdims: { i: 0 } }],
  ['Clip', 9, { min: { f: -1 }, max: { f: 0.5 } }],
  ['Clip', 9, { max: { f: 0.5 } }],
  ['Slice', 9, { starts: { ints: [1] }, ends: { ints: [3] }, axes: { ints: [3] } }],
  ['Slice', 9, { starts: { ints: [0, 1] }, ends: { ints: [1, 2] } }],
] as [string, number, Record<string, Attribute>][])(
  '%s of operator set %i with %j answers as before',
  async (op, opset, attributes) => {
    const graph = graphOf(op, attributes);
    const network = new Network({ graph, opsets: { '': opset } });
    upgrade(network);
    const { graph: upgraded, opsets } = network.model();
    expect(opsets).toEqual({ '': 13 });
    const [before, after] = [await answer(graph, opset), await answer(upgraded, 13)];
    expect(after.shape).toEqual(before.shape);
    for (const [at, value] of before.data.entries()) expect(after.data[at]).toBeCloseTo(Number(value), 6);
  },
);

it('refuses what meant something else', () => {
  const network = new Network({ graph: graphOf('Pad', { pads: { ints: [0, 0] } }), opsets: { '': 9 } });
  expect(() => upgrade(network)).toThrow('operator set 9 and can’t'.replace('’', "'"));
});
