import { expect, it } from 'vitest';
import { encodeModel } from './encode';
import type { Graph, Node } from './graph';
import { operatorCounts } from './operatorCounts';

const node = (op: string, more: Partial<Node> = {}): Node => ({ op, name: op, inputs: [], outputs: [], ...more });
const graph = (nodes: Graph['nodes']): Graph => ({ name: 'g', nodes, initialisers: [], inputs: [], outputs: [] });

it('counts each operator, those of graphs within graphs too', () => {
  const loop = node('Loop', { attributes: { body: { g: graph([node('Relu'), node('Add')]) } } });
  const bytes = encodeModel({
    graph: graph([node('Add'), node('MatMulNBits', { domain: 'com.microsoft' }), loop]),
    opsets: { '': 17 },
  });
  expect(operatorCounts(bytes)).toEqual({ Add: 2, Loop: 1, MatMulNBits: 1, Relu: 1 });
});

it('throws at what is cut short', () => {
  const bytes = encodeModel({ graph: graph([node('A'.repeat(300))]), opsets: { '': 17 } });
  expect(() => operatorCounts(bytes.slice(0, 100))).toThrow();
});
