import type { ModelCard } from '../../models/card';
import type { TensorMap } from '../../domain/tensor';
import { boxAgreement, tensorsFrom } from '../faces/agreement';
import type { ReferenceOutput } from '../types';
import { meshOutput } from './mesh';

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

/** `landmark distance` (crop pixels, lower is better) for FaceMesh, `box IoU` for BlazeFace. */
export function agreement(card: ModelCard, outputs: TensorMap, reference: readonly ReferenceOutput[]): number {
  return card.tolerance.task.measure === 'box IoU'
    ? boxAgreement(outputs, reference)
    : meanDistance(outputs, tensorsFrom(reference), card.inputs[0]!.shape[1]!);
}
