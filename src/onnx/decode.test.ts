import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { decodeModel } from './decode';
import { encodeModel } from './encode';
import type { Model } from './graph';

const data = (values: readonly number[]) => new Uint8Array(Float32Array.from(values).buffer);
const model: Model = {
  opsets: { '': 13, 'com.microsoft': 1 },
  graph: {
    name: 'g',
    initialisers: [
      { name: 'w', type: 'float32', dims: [2, 1], data: data([0.5, -3]) },
      { name: 'far', type: 'int8', dims: [4], data: { file: 'weights.bin', offset: 64, length: 4 } },
      { name: 'scalar', type: 'int64', dims: [], data: new Uint8Array(BigInt64Array.of(-7n).buffer) },
    ],
    nodes: [
      {
        op: 'Everything',
        domain: 'com.microsoft',
        name: 'n',
        inputs: ['x', '', 'w'],
        outputs: ['y'],
        attributes: {
          f: { f: 0.25 },
          i: { i: -2 },
          s: { s: 'NOTSET' },
          t: { t: { name: '', type: 'float32', dims: [1], data: data([9]) } },
          g: { g: { name: 'inner', nodes: [], initialisers: [], inputs: [], outputs: [] } },
          floats: { floats: [0.5, 2] },
          ints: { ints: [-1, 3, 2 ** 40] },
          strings: { strings: ['a', 'b'] },
        },
      },
    ],
    inputs: [{ name: 'x', type: 'float32', shape: ['batch', 2] }],
    outputs: [
      { name: 'y', type: 'float32' },
      { name: 'z', type: 'int64', shape: [] },
    ],
  },
};

it('reads back what was written', () => expect(decodeModel(new Uint8Array(encodeModel(model)))).toEqual(model));

it('reads the largest whole number, which stands for “to the end”, back as it was', () => {
  const nodes = model.graph.nodes.map((node) => ({
    ...node,
    attributes: { i: { i: 2 ** 63 }, ints: { ints: [2 ** 63, -1] } },
  }));
  const once = encodeModel({ ...model, graph: { ...model.graph, nodes } });
  // As protobuf writes it: nine bytes of ones, the last without a sequel.
  const varint = Buffer.from([...new Array<number>(8).fill(255), 127]);
  expect(Buffer.from(once).toString('hex').split(varint.toString('hex'))).toHaveLength(3);
  expect(Buffer.compare(encodeModel(decodeModel(once)), once)).toBe(0);
});

it('gives a node that has no name one', () => {
  const [node] = model.graph.nodes;
  const nameless = { ...model, graph: { ...model.graph, nodes: [{ ...node!, name: '' }] } };
  expect(decodeModel(encodeModel(nameless)).graph.nodes[0]!.name).toBe('Everything_0');
});

describe('a file of other people’s writers', () => {
  const path = (name: string) => fileURLToPath(new URL(`../../static/models/${name}`, import.meta.url));

  it('is the same network when it is written again', () => {
    const read = decodeModel(readFileSync(path('ppocr-v4-rec/onnx-fp32/model.onnx')));
    expect(read.graph.nodes.length).toBeGreaterThan(300);
    const again = encodeModel(read);
    expect(Buffer.compare(encodeModel(decodeModel(again)), again)).toBe(0);
    expect(
      read.graph.nodes.filter(({ op }) => op === 'Constant').every(({ attributes }) => 'value' in attributes!),
    ).toBe(true);
  });
});

it.each([
  ['nothing', new Uint8Array()],
  ['text', new TextEncoder().encode('not a model, and longer than a tag')],
])('refuses %s', (_, file) => expect(() => decodeModel(file)).toThrow());
