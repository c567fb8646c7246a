import * as ort from 'onnxruntime-web/wasm';
import { describe, expect, it } from 'vitest';
import { quantiseBlocks } from '../../decoder/blocks';
import { seededRandom } from '../../domain/random';
import { decodeModel } from '../../onnx/decode';
import { encodeModel } from '../../onnx/encode';
import type { Initialiser, Node, ValueInfo } from '../../onnx/graph';
import { hasBlocks } from './arithmetic';
import type { ModelFiles } from './files';
import { makesWhole, withIntegerProducts } from './integerProducts';

ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';

const MICROSOFT = 'com.microsoft';
const random = seededRandom(7);
const draw = (count: number, spread = 1) => Float32Array.from({ length: count }, () => (random() - 0.5) * 2 * spread);
const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
  new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);

interface Given {
  readonly bits: 4 | 8;
  readonly rows?: number;
  readonly columns?: number;
  readonly middles?: boolean;
  readonly bias?: boolean;
  /** Weights beside the graph. */
  readonly outside?: boolean;
  /** The product stands in a branch of an `If`. */
  readonly inside?: boolean;
  readonly opset?: number;
}

/** One product with weights in blocks of 32: y [1, n, rows] of x [1, n, columns]. */
function product({ bits, rows = 70, columns = 96, middles, bias, outside, inside, opset = 21 }: Given): ModelFiles {
  const { packed, scales } = quantiseBlocks(draw(rows * columns), columns, bits, 32);
  const across = columns / 32;
  const middle = Uint8Array.from({ length: Math.ceil((across * bits) / 8) * rows }, () => 100 + random() * 50);
  const weights: Initialiser = { name: 'w', type: 'uint8', dims: [rows, across, 4 * bits], data: packed };
  const initialisers: Initialiser[] = [
    outside ? { ...weights, data: { file: 'beside.data', offset: 64, length: packed.length } } : weights,
    { name: 's', type: 'float32', dims: [rows, across], data: bytesOf(scales) },
    { name: 'z', type: 'uint8', dims: [middle.length], data: middle },
    { name: 'b', type: 'float32', dims: [rows], data: bytesOf(draw(rows)) },
    { name: 'yes', type: 'bool', dims: [], data: Uint8Array.of(1) },
  ];
  const node: Node = {
    op: 'MatMulNBits',
    domain: MICROSOFT,
    name: 'product',
    inputs: ['x', 'w', 's', middles ? 'z' : '', '', bias ? 'b' : ''],
    outputs: ['y'],
    attributes: { K: { i: columns }, N: { i: rows }, bits: { i: bits }, block_size: { i: 32 } },
  };
  const y: ValueInfo = { name: 'y', type: 'float32', shape: [1, 'n', rows] };
  const branch = { g: { name: 'branch', nodes: [node], inputs: [], outputs: [y] } };
  const wrapped: Node = {
    op: 'If',
    name: 'if',
    inputs: ['yes'],
    outputs: ['y'],
    attributes: { then_branch: branch, else_branch: branch },
  };
  const beside = new Uint8Array(64 + packed.length);
  beside.set(packed, 64);
  return {
    model: encodeModel({
      opsets: { '': opset, [MICROSOFT]: 1 },
      graph: {
        name: 'g',
        nodes: [inside ? wrapped : node],
        initialisers,
        inputs: [{ name: 'x', type: 'float32', shape: [1, 'n', columns] }],
        outputs: [y],
      },
    }),
    externalData: outside ? [{ path: 'beside.data', data: beside }] : [],
  };
}

async function run({ model, externalData }: ModelFiles, x: Float32Array, columns = 96): Promise<Float32Array> {
  const session = await ort.InferenceSession.create(model, {
    executionProviders: ['wasm'],
    externalData: [...externalData],
    logSeverityLevel: 3,
  });
  const { y } = await session.run({ x: new ort.Tensor('float32', x, [1, x.length / columns, columns]) });
  await session.release();
  return y!.data as Float32Array;
}

const largest = (values: Iterable<number>) => Math.max(...Array.from(values, Math.abs));

/** Of ONNX Runtime's own product with the same weights, as a share of its largest result. */
async function errorOf(given: ModelFiles, x: Float32Array): Promise<number> {
  const [own, whole] = [await run(given, x), await run(withIntegerProducts(given), x)];
  return largest(own.map((value, at) => value - whole[at]!)) / largest(own);
}

describe('products with weights in blocks, in whole numbers', () => {
  const cases: readonly (readonly [string, Given])[] = [
    ['4 bits', { bits: 4 }],
    ['8 bits', { bits: 8 }],
    ['4 bits around a middle of each block', { bits: 4, middles: true }],
    ['8 bits around a middle of each block', { bits: 8, middles: true }],
    ['a bias', { bits: 4, bias: true }],
    ['weights beside the graph', { bits: 8, outside: true }],
    ['a graph inside a node', { bits: 4, inside: true }],
    ['an older operator set', { bits: 4, opset: 17 }],
    ['more rows than are turned at once', { bits: 4, rows: 200 }],
  ];
  it.each(cases)('are as near as 8 bits allow: %s', async (_, given) => {
    const files = product(given);
    const { graph } = decodeModel(withIntegerProducts(files).model);
    expect(JSON.stringify(graph.nodes)).not.toContain('MatMulNBits');
    expect(await errorOf(files, draw(3 * 96))).toBeLessThan(0.015);
  });

  it('read each row by itself: one with large numbers costs the others nothing, and alone or together they are the same', async () => {
    const files = withIntegerProducts(product({ bits: 8 }));
    const [quiet, loud] = [draw(96, 0.01), draw(96, 1000)];
    const together = await run(files, Float32Array.of(...loud, ...quiet));
    const alone = await run(files, quiet);
    expect(largest(alone)).toBeGreaterThan(0);
    expect(together.slice(70)).toEqual(alone);
  });

  it('are nought of a row of noughts', async () => {
    expect(largest(await run(withIntegerProducts(product({ bits: 4 })), new Float32Array(96)))).toBe(0);
  });

  it('share weights that several products share, and what goes into them', () => {
    const { model, externalData } = product({ bits: 4 });
    const { graph, opsets } = decodeModel(model);
    const [node] = graph.nodes;
    const twice = {
      ...graph,
      nodes: [node!, { ...node!, name: 'again', outputs: ['z2'] }],
      outputs: [...graph.outputs, { name: 'z2', type: 'float32', shape: [1, 'n', 70] } as const],
    };
    const made = withIntegerProducts({ model: encodeModel({ graph: twice, opsets }), externalData });
    expect(made.externalData.map(({ data }) => data.length)).toEqual([70 * 96]);
    const ops = decodeModel(made.model).graph.nodes.map(({ op }) => op);
    expect(ops.filter((op) => op === 'QuantizeLinear')).toHaveLength(1);
    expect(ops.filter((op) => op === 'MatMulIntegerToFloat')).toHaveLength(2);
  });

  it('stay as they are where scales are halves, and that is known before', () => {
    const { model, externalData } = product({ bits: 4 });
    const { graph, opsets } = decodeModel(model);
    const halves = graph.initialisers!.map((one) =>
      one.name === 's' ? { ...one, type: 'float16' as const, data: new Uint8Array(2 * 70 * 3) } : one,
    );
    const files = { model: encodeModel({ graph: { ...graph, initialisers: halves }, opsets }), externalData };
    expect(hasBlocks(files.model)).toBe(true);
    expect(withIntegerProducts(files)).toBe(files);
    expect([makesWhole(files), makesWhole(product({ bits: 4, inside: true }))]).toEqual([false, true]);
  });

  it('are left to the runtime where the graph holds what is not read here', () => {
    const { model, externalData } = product({ bits: 4 });
    const { graph, opsets } = decodeModel(model);
    // TensorProto.DataType 11, numbers in double precision.
    const [first, ...others] = graph.initialisers!;
    const odd = { ...first!, name: 'odd', type: 'int64' as const, dims: [1], data: new Uint8Array(8) };
    const bytes = encodeModel({ graph: { ...graph, initialisers: [odd, first!, ...others] }, opsets });
    const at = Buffer.from(bytes).indexOf(Buffer.from([0x08, 1, 0x10, 7, 0x42, 3, ...Buffer.from('odd')]));
    expect(at).toBeGreaterThan(0);
    bytes[at + 3] = 11;
    const files = { model: bytes, externalData };
    expect(withIntegerProducts(files)).toBe(files);
    expect(makesWhole(files)).toBe(false);
  });

  it('read weights of the same name in two branches as two', async () => {
    const [one, other] = [product({ bits: 4 }), product({ bits: 4 })].map(({ model }) => decodeModel(model).graph);
    const own = (graph: typeof one) => ({
      ...graph!,
      inputs: [],
      initialisers: graph!.initialisers!.filter(({ name }) => name !== 'yes'),
    });
    const branches = { then_branch: { g: own(one) }, else_branch: { g: own(other) } };
    const asks = (yes: number): ModelFiles => ({
      externalData: [],
      model: encodeModel({
        opsets: { '': 21, [MICROSOFT]: 1 },
        graph: {
          ...one!,
          initialisers: [{ name: 'yes', type: 'bool', dims: [], data: Uint8Array.of(yes) }],
          nodes: [{ op: 'If', name: 'if', inputs: ['yes'], outputs: ['y'], attributes: branches }],
        },
      }),
    });
    const x = draw(96);
    for (const yes of [0, 1]) expect(await errorOf(asks(yes), x)).toBeLessThan(0.015);
  });

  it('are found in graphs inside nodes', () => {
    expect(hasBlocks(product({ bits: 4, inside: true }).model)).toBe(true);
    expect(hasBlocks(withIntegerProducts(product({ bits: 4, inside: true })).model)).toBe(false);
  });
});
