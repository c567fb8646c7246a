import { describe, expect, it } from 'vitest';
import { GraphBuilder } from './builder';
import { readGraph, type NodeDef } from './graph-model';

const model = (nodes: readonly unknown[], outputs: readonly string[] = []) => ({
  modelTopology: { node: nodes as NodeDef[] },
  weightSpecs: [],
  weightData: new ArrayBuffer(0),
  ...(outputs.length && { signature: { outputs: Object.fromEntries(outputs.map((name) => [name, { name }])) } }),
});
const placeholder = {
  name: 'x',
  op: 'Placeholder',
  attr: { dtype: { type: 'DT_FLOAT' }, shape: { shape: { dim: [{ size: '2' }] } } },
};

it('orders nodes by need, drops the rest and takes unread nodes for outputs', () => {
  const b = new GraphBuilder();
  const x = b.input('x', [2]);
  const nodes = [
    { name: 'last', op: 'Relu', input: ['first', '^x'] },
    { name: 'first', op: 'Neg', input: ['x:0'] },
    placeholder,
  ];
  const graph = readGraph(model(nodes));
  expect(x).toBe('x');
  expect(graph.nodes.map(({ name }) => name)).toEqual(['x', 'first', 'last']);
  expect(graph.outputs).toEqual([{ name: 'last', key: 'last:0' }]);
});

it('goes through a chain of thousands of nodes', () => {
  const chain = Array.from({ length: 20_000 }, (_, i) => ({
    name: `n${i}`,
    op: 'Relu',
    input: [i ? `n${i - 1}` : 'x'],
  }));
  expect(readGraph(model([...chain.reverse(), placeholder])).nodes).toHaveLength(20_001);
});

describe('refuses', () => {
  it.each([
    ['no nodes', [], [], 'no nodes'],
    ['a node without an operator', [{ name: 'x' }], [], 'node.0.op'],
    ['inputs that are no text', [{ name: 'a', op: 'Relu', input: [7] }], ['a'], 'node.0.input.0'],
    ['attributes that hold nothing', [{ name: 'a', op: 'Relu', attr: { T: null } }], ['a'], 'node.0.attr.T'],
    [
      'inputs larger than any memory',
      [{ ...placeholder, attr: { dtype: { type: 1 }, shape: { shape: { dim: [{ size: '1e30' }] } } } }],
      ['x'],
      'too large to try out',
    ],
    [
      'cycles',
      [
        { name: 'a', op: 'Relu', input: ['b'] },
        { name: 'b', op: 'Relu', input: ['a'] },
      ],
      ['a'],
      'cyclic',
    ],
    ['nodes that are not there', [{ name: 'a', op: 'Relu', input: ['gone'] }], ['a'], 'gone'],
    ['outputs that are not there', [placeholder], ['gone'], 'gone'],
    ['constants without values', [{ name: 'c', op: 'Const' }], ['c'], 'no values for c'],
    [
      'control flow, before the cycles that it makes',
      [
        { name: 'merge', op: 'Merge', input: ['x', 'next'] },
        { name: 'next', op: 'NextIteration', input: ['merge'] },
        placeholder,
      ],
      ['merge'],
      'control flow',
    ],
    ['text', [{ ...placeholder, attr: { dtype: { type: 'DT_STRING' } } }], ['x'], 'DT_STRING'],
    [
      'inputs of unknown rank',
      [{ name: 'x', op: 'Placeholder', attr: { dtype: { type: 1 }, shape: { shape: { unknownRank: true } } } }],
      ['x'],
      'shape',
    ],
    ['long names', [{ ...placeholder, name: 'x'.repeat(1e6) }], [], 'no name is as long'],
    [
      'megabytes of text in an attribute',
      [{ name: 'a', op: 'Relu', input: ['x'], attr: { padding: { s: 'A'.repeat(2e6) } } }, placeholder],
      ['a'],
      '2000000 characters',
    ],
    [
      'endless lists in an attribute',
      [
        { name: 'a', op: 'Relu', input: ['x'], attr: { strides: { list: { i: new Array(1e5).fill('1') } } } },
        placeholder,
      ],
      ['a'],
      '100000 values',
    ],
  ])('%s', (_, nodes, outputs, message) => {
    let reason = '';
    try {
      readGraph(model(nodes, outputs));
    } catch (error) {
      expect((error as Error).name).toBe('ConversionError');
      reason = (error as Error).message;
    }
    expect(reason).toContain(message);
    expect(reason.length).toBeLessThan(1000);
  });

  it('shapes for inputs that do not fit or do not exist', () => {
    const b = new GraphBuilder();
    const artefacts = b.build([b.op('Relu', [b.input('x', [-1, 3])])]);
    expect(readGraph(artefacts, { x: [5, 3] }).inputs[0]!.shape).toEqual([5, 3]);
    expect(() => readGraph(artefacts, { x: [5, 4] })).toThrow('does not fit');
    expect(() => readGraph(artefacts, { y: [5, 3] })).toThrow('No input is called y');
  });
});
