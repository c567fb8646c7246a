import { BLOCK } from '../../src/decoder/initialisers';
import { quantiseBlocks } from '../../src/decoder/blocks';
import type { Node } from '../../src/onnx/graph';
import type { Network } from './network';
import { perChannel } from './static';
import { upgrade } from './tidy';
import { bytesOf, floatsOf, sizeOf } from './values';

const MICROSOFT = 'com.microsoft';
/** Smaller tensors weigh little and cost accuracy: at 512 MoveNet’s joints were off by half as much again, for half a percent of its size. */
const LEAST_VALUES = 1024;
const FLOAT = 1;

const attribute = ({ attributes = {} }: Node, name: string, otherwise: number): number => {
  const found = attributes[name];
  return found && 'i' in found ? found.i : found && 'f' in found ? found.f : otherwise;
};

/** A matrix's columns as rows, each filled up with noughts to whole blocks. @param turned where they are rows already */
function blocksOf(values: Float32Array, [rows, columns]: readonly [number, number], turned: boolean) {
  const [count, length] = turned ? [rows, columns] : [columns, rows];
  const padded = Math.ceil(length / BLOCK) * BLOCK;
  const matrix = new Float32Array(count * padded);
  for (let row = 0; row < count; row++) {
    for (let at = 0; at < length; at++)
      matrix[row * padded + at] = values[turned ? row * length + at : at * count + row]!;
  }
  return { matrix, count, length, padded };
}

/** The product with a constant matrix, its weights in blocks: `MatMulNBits`, which computes in floats. */
function product(network: Network, node: Node, bits: 4 | 8): Node[] | undefined {
  const [input = '', weightName = '', bias] = node.inputs;
  const weight = network.initialisers.get(weightName);
  if (!weight || weight.dims.length !== 2 || sizeOf(weight.dims) < LEAST_VALUES) return undefined;
  const values = floatsOf(weight);
  const isGemm = node.op === 'Gemm';
  const isPlain =
    ['alpha', 'beta'].every((factor) => attribute(node, factor, 1) === 1) && attribute(node, 'transA', 0) === 0;
  if (!values || (isGemm && !isPlain)) return undefined;
  const turned = isGemm && attribute(node, 'transB', 0) === 1;
  const { matrix, count, length, padded } = blocksOf(values, weight.dims as [number, number], turned);
  const { packed, scales } = quantiseBlocks(matrix, padded, bits, BLOCK);
  const across = padded / BLOCK;
  const own = `${weightName}.int${bits}`;
  const inputs = [
    input,
    network.constant({ name: own, type: 'uint8', dims: [count, across, (BLOCK * bits) / 8], data: packed }),
    network.constant({ name: `${own}.scales`, type: 'float32', dims: [count, across], data: bytesOf(scales) }),
  ];
  network.opsets[MICROSOFT] = 1;
  const attributes = { K: { i: length }, N: { i: count }, bits: { i: bits }, block_size: { i: BLOCK } };
  const outputs = bias ? [network.fresh(`${node.outputs[0]}.product`)] : node.outputs;
  const made: Node = { op: 'MatMulNBits', domain: MICROSOFT, name: node.name, inputs, outputs, attributes };
  if (!bias) return [made];
  return [
    made,
    { op: 'Add', name: network.fresh(`${node.name}.bias`), inputs: [outputs[0]!, bias], outputs: node.outputs },
  ];
}

/**
 * Rows looked up in a constant table, which is stored in 8 bits: with a scale for each row, or one for all where rows are shorter
 * than a block. 4 bits would cost more here than in a product, where errors average out.
 */
function lookedUp(network: Network, node: Node): Node[] | undefined {
  const [tableName = '', ids = ''] = node.inputs;
  const table = network.initialisers.get(tableName);
  if (!table || table.dims.length !== 2 || sizeOf(table.dims) < LEAST_VALUES || attribute(node, 'axis', 0) !== 0)
    return undefined;
  const values = floatsOf(table);
  if (!values) return undefined;
  const [rows, width] = table.dims as [number, number];
  const perRow = width >= BLOCK;
  const length = perRow ? width : values.length;
  const scales = Float32Array.from({ length: values.length / length }, (_, row) => {
    const own = values.subarray(row * length, (row + 1) * length);
    return own.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127 || 1;
  });
  const steps = Int8Array.from(values, (value, at) => Math.round(value / scales[Math.floor(at / length)]!));
  const own = `${tableName}.int8`;
  const stored = network.constant({ name: own, type: 'int8', dims: table.dims, data: bytesOf(steps) });
  const dims = perRow ? [rows, 1] : [];
  const scale = network.constant({ name: `${own}.scales`, type: 'float32', dims, data: bytesOf(scales) });
  const name = (what: string) => network.fresh(`${node.name}.${what}`);
  const [found, cast, factor] = [name('steps'), name('floats'), perRow ? name('scale') : scale];
  return [
    { op: 'Gather', name: found, inputs: [stored, ids], outputs: [found], attributes: { axis: { i: 0 } } },
    // Not by DequantizeLinear: ONNX Runtime 1.30 gives wrong values for one behind a Gather of whole numbers.
    { op: 'Cast', name: cast, inputs: [found], outputs: [cast], attributes: { to: { i: FLOAT } } },
    ...(perRow
      ? [{ op: 'Gather', name: factor, inputs: [scale, ids], outputs: [factor], attributes: { axis: { i: 0 } } }]
      : []),
    { op: 'Mul', name: node.name, inputs: [cast, factor], outputs: node.outputs },
  ];
}

/** A convolution's weights, stored in 8 bits with a scale for each channel, and made floats again before it. */
function convolution(network: Network, node: Node): Node[] | undefined {
  const [input = '', weightName = '', ...rest] = node.inputs;
  const weight = network.initialisers.get(weightName);
  const values = weight && floatsOf(weight);
  if (!values || values.length < LEAST_VALUES) return undefined;
  const { steps, rounded } = perChannel(values, weight.dims, 0);
  const own = `${weightName}.int8`;
  const stored = network.constant({ name: own, type: 'int8', dims: weight.dims, data: bytesOf(rounded) });
  const scales = network.constant({
    name: `${own}.scales`,
    type: 'float32',
    dims: [steps.length],
    data: bytesOf(steps),
  });
  const floats = network.fresh(`${own}.floats`);
  const attributes = { axis: { i: 0 } };
  return [
    { op: 'DequantizeLinear', name: floats, inputs: [stored, scales], outputs: [floats], attributes },
    { ...node, inputs: [input, floats, ...rest] },
  ];
}

/**
 * Stores the weights of a network's matrix products in 8 or 4 bits, by blocks, and those of its convolutions and tables in 8, by
 * channels and rows; what is computed stays in floats.
 * @returns how many tensors that were
 */
export function quantiseWeights(network: Network, bits: 4 | 8, keep: readonly string[] = []): number {
  let count = 0;
  // Before it a scale for each channel has no place.
  upgrade(network);
  network.nodes = network.nodes.flatMap((node) => {
    if (node.domain || keep.includes(node.name) || keep.includes(node.op)) return [node];
    const isProduct = node.op === 'MatMul' || node.op === 'Gemm';
    const others = { Gather: lookedUp, Conv: convolution }[node.op];
    const made = isProduct ? product(network, node, bits) : others?.(network, node);
    if (made) count++;
    return made ?? [node];
  });
  return count;
}
