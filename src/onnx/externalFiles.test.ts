import { describe, expect, it } from 'vitest';
import { encodeModel } from './encode';
import { externalFiles } from './externalFiles';
import type { Graph, Initialiser } from './graph';

const weight = (name: string, data: Initialiser['data']): Initialiser => ({ name, type: 'float32', dims: [1], data });
const graph = (initialisers: Initialiser[], nodes: Graph['nodes'] = []): Graph => ({
  name: 'g',
  nodes,
  initialisers,
  inputs: [],
  outputs: [],
});
const encoded = (of: Graph) => encodeModel({ graph: of, opsets: { '': 17 } });
const external = (file: string) => ({ file, offset: 0, length: 4 });

describe('externalFiles', () => {
  it('names each file once, those of graphs within graphs too', () => {
    const body = graph([weight('c', external('c.data'))]);
    const loop = { op: 'Loop', name: 'loop', inputs: [], outputs: [], attributes: { body: { g: body } } };
    const weights = [weight('a', external('a.data')), weight('b', external('a.data')), weight('d', new Uint8Array(4))];
    expect([...externalFiles(encoded(graph(weights, [loop])))].sort()).toEqual(['a.data', 'c.data']);
  });

  it('names none where the weights are in the model', () => {
    expect([...externalFiles(encoded(graph([weight('a', new Uint8Array(4000))])))]).toEqual([]);
  });

  it('throws at what is cut short', () => {
    const bytes = encoded(graph([weight('a', new Uint8Array(4000))]));
    expect(() => externalFiles(bytes.slice(0, 100))).toThrow();
  });
});
