import { UnsupportedError } from '../errors';
import type { GraphNode, TensorKey } from '../ir';
import { identity } from '../layout';
import { activate, fusedOperators } from './activation';
import type { Lower, Lowering, LowerTable } from './lowering';

/** A matrix, its last two axes swapped where asked: free for weights and for what lies that way already. */
function operand(l: Lowering, key: TensorKey, transposed: boolean): string {
  const rank = l.rank(key);
  const layout = identity(rank);
  if (transposed) [layout[rank - 2], layout[rank - 1]] = [rank - 1, rank - 2];
  return l.useAs(key, 'float32', layout);
}

function flag(node: GraphNode, ...names: readonly string[]): boolean {
  return names.some((name) => node.attributes.bool(name));
}

/** Multiplies in float32: integers up to 2²⁴ come through unchanged. */
const matmul: Lower = (l, node) => {
  const [a, b] = node.inputs as [TensorKey, TensorKey];
  const key: TensorKey = `${node.name}:0`;
  const rank = l.rank(key);
  const fused = fusedOperators(node);
  const factors = [
    operand(l, a, flag(node, 'transpose_a', 'adj_x')),
    operand(l, b, flag(node, 'transpose_b', 'adj_y')),
  ];
  let product: string;
  if (fused.bias && rank === 2) {
    product = l.emitter.emit('Gemm', [...factors, l.use(fused.bias)]);
  } else {
    product = l.emitter.emit('MatMul', factors);
    if (fused.bias) product = l.emitter.emit('Add', [product, l.use(fused.bias)]);
  }
  const result = activate(l, product, node, fused, rank, identity(rank));
  l.define(key, l.dtype(key) === 'float32' ? result : l.emitter.cast(result, l.dtype(key)));
};

const einsum: Lower = (l, node) => {
  const key: TensorKey = `${node.name}:0`;
  const equation = node.attributes.string('equation', '');
  if (!equation.includes('->')) throw new UnsupportedError(`its equation is ${equation}`);
  const operands = node.inputs.map((input) => l.useAs(input, l.dtype(key)));
  l.define(key, l.emitter.emit('Einsum', operands, { equation: { s: equation } }));
};

export const matmulOperators: LowerTable = {
  BatchMatMul: matmul,
  BatchMatMulV2: matmul,
  Einsum: einsum,
  MatMul: matmul,
  _FusedMatMul: matmul,
};
