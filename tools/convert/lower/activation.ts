import { UnsupportedError } from '../errors';
import type { GraphNode, TensorKey } from '../ir';
import type { Layout } from '../layout';
import type { Lowering } from './lowering';

export interface Fused {
  readonly bias?: TensorKey;
  readonly activation: string;
  /** Slope of a fused PRelu. */
  readonly slope?: TensorKey;
}

/** What a fused convolution or matrix product does after the product: the `fused_ops` attribute and inputs from the third on. */
export function fusedOperators(node: GraphNode): Fused {
  const operators = node.attributes.strings('fused_ops').filter((op) => op !== '');
  const [first] = operators;
  if (first === 'FusedBatchNorm') throw new UnsupportedError('a batch normalisation is fused into it');
  const biased = first === 'BiasAdd';
  const extra = node.inputs.slice(2);
  const [activation = 'Linear'] = biased ? operators.slice(1) : operators;
  return { ...(biased && { bias: extra[0]! }), activation, slope: extra[biased ? 1 : 0]! };
}

/** @param layout of the tensor `x` of `rank` axes, for the slope of a PRelu */
export function activate(l: Lowering, x: string, node: GraphNode, fused: Fused, rank: number, layout: Layout): string {
  const { emitter } = l;
  switch (fused.activation) {
    case 'Linear':
      return x;
    case 'Relu':
    case 'Elu':
    case 'Sigmoid':
    case 'Tanh':
      return emitter.emit(fused.activation, [x]);
    case 'Relu6':
      return emitter.emit('Clip', [x, emitter.scalar(0, 'float32'), emitter.scalar(6, 'float32')]);
    case 'LeakyRelu':
      return emitter.emit('LeakyRelu', [x], { alpha: { f: node.attributes.float('leakyrelu_alpha', 0.2) } });
    case 'Prelu':
      return emitter.emit('PRelu', [x, l.useBroadcast(fused.slope!, rank, layout, 'float32')]);
    default:
      throw new UnsupportedError(`the activation ${fused.activation} is fused into it`);
  }
}
