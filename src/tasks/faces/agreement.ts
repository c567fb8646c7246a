import type { Tensor, TensorMap } from '../../domain/tensor';
import type { ReferenceOutput } from '../types';
import { intersectionOverUnion } from './anchors';
import { detectionsFrom } from './detect';

/** A reference as the network would give it. It must hold every value: boxes and landmarks mean nothing thinned out. */
export function tensorsFrom(reference: readonly ReferenceOutput[]): TensorMap {
  const tensors: Record<string, Tensor> = {};
  for (const { name, shape, stride, values } of reference) {
    if (stride !== 1) throw new Error(`The face task needs the whole reference of ${name}.`);
    tensors[name] = { dtype: 'float32', shape, data: values };
  }
  return tensors;
}

/**
 * BlazeFace's `box IoU`, for every task that it stands in front of: the worst overlap (0–1, higher is better) of a face in
 * the reference with its nearest in the outputs; 0 where one is missing.
 */
export function boxAgreement(outputs: TensorMap, reference: readonly ReferenceOutput[]): number {
  const found = detectionsFrom(outputs);
  const expected = detectionsFrom(tensorsFrom(reference));
  if (expected.length === 0) throw new Error('The reference picture of a face detector must hold a face.');
  if (found.length !== expected.length) return 0;
  return Math.min(...expected.map((face) => Math.max(...found.map((other) => intersectionOverUnion(face, other)))));
}
