import * as tf from '@tensorflow/tfjs-core';
import type { ModelCard } from '../../src/models/card';
import type { TensorMap } from '../../src/domain/tensor';
import { runGraph, type Graph } from './tfjs-graph';

const size = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

type Shapes = readonly (readonly number[] | undefined)[];

/**
 * Multiply–accumulates of one kernel from its shapes: output elements × the products summed into each.
 * 0 for kernels that are neither a convolution nor a matrix product.
 */
export function kernelMacs(kernel: string, inputs: Shapes, output: readonly number[]): number {
  const second = inputs[1] ?? [];
  switch (kernel) {
    case 'Conv2D':
    case 'FusedConv2D': // filter [height, width, in, out]
      return size(output) * size(second.slice(0, 3));
    case 'DepthwiseConv2dNative':
    case 'FusedDepthwiseConv2D': // filter [height, width, in, multiplier]
      return size(output) * size(second.slice(0, 2));
    case 'BatchMatMul':
    case '_FusedMatMul': // a is [.., rows, inner] or its transpose, output [.., rows, columns]
      return (size(output) * size((inputs[0] ?? []).slice(-2))) / output.at(-2)!;
    default:
      return 0;
  }
}

/** Runs once on the current backend, recording every kernel's shapes, and sums `kernelMacs` over them. */
export async function countMacs(graph: Graph, card: ModelCard, feeds: TensorMap): Promise<number> {
  const profile = await tf.profile(async () => {
    await runGraph(graph, card, feeds);
    return tf.scalar(0);
  });
  return profile.kernels.reduce(
    (sum, { name, inputShapes, outputShapes }) => sum + kernelMacs(name, inputShapes as Shapes, outputShapes[0] ?? []),
    0,
  );
}

/** Values of the floating-point weight tensors of rank 1 and more: shapes, axes and scalar constants are left out. */
export function countParameters({ model }: Graph): number {
  return Object.values(model.weights)
    .flat()
    .filter(({ dtype, rank }) => dtype === 'float32' && rank > 0)
    .reduce((sum, tensor) => sum + tensor.size, 0);
}
