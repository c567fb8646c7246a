import type { ModelCard } from '../../models/card';
import type { Tensor, TensorMap } from '../../runtimes/types';
import type { ReferenceOutput } from '../types';
import { intersectionOverUnion } from './anchors';
import { detectionsFrom } from './detect';
import { meshOutput } from './mesh';

function tensorsFrom(reference: readonly ReferenceOutput[]): TensorMap {
  const tensors: Record<string, Tensor> = {};
  for (const { name, shape, stride, values } of reference) {
    if (stride !== 1) throw new Error(`The face task needs the whole reference of ${name}.`);
    tensors[name] = { dtype: 'float32', shape, data: values };
  }
  return tensors;
}

/** The worst overlap (IoU, 0–1) of a face in the reference with its nearest face in the outputs; 0 when one is missing. */
function worstOverlap(outputs: TensorMap, reference: TensorMap): number {
  const found = detectionsFrom(outputs);
  const expected = detectionsFrom(reference);
  if (expected.length === 0) throw new Error('The reference picture of a face detector must hold a face.');
  if (found.length !== expected.length) return 0;
  return Math.min(...expected.map((face) => Math.max(...found.map((other) => intersectionOverUnion(face, other)))));
}

/** Mean distance in space between a landmark and its reference, crop pixels; the crop's diagonal where it is no number. */
function meanDistance(outputs: TensorMap, reference: TensorMap, cropSize: number): number {
  const actual = meshOutput(outputs);
  const expected = meshOutput(reference);
  let total = 0;
  for (let i = 0; i < expected.length; i += 3) {
    total += Math.hypot(
      actual[i]! - expected[i]!,
      actual[i + 1]! - expected[i + 1]!,
      actual[i + 2]! - expected[i + 2]!,
    );
  }
  const mean = total / (expected.length / 3);
  return Number.isFinite(mean) ? mean : cropSize * Math.SQRT2;
}

/** `landmark distance` (crop pixels, lower is better) for FaceMesh, `box IoU` (0–1, higher is better) for BlazeFace. */
export function agreement(card: ModelCard, outputs: TensorMap, reference: readonly ReferenceOutput[]): number {
  const expected = tensorsFrom(reference);
  return card.tolerance.task.measure === 'box IoU'
    ? worstOverlap(outputs, expected)
    : meanDistance(outputs, expected, card.inputs[0]!.shape[1]!);
}
