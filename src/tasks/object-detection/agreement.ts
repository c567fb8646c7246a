import type { ModelCard } from '../../models/card';
import type { Tensor, TensorMap } from '../../domain/tensor';
import type { ReferenceOutput } from '../types';
import type { Detection } from './decode';
import { detectionsFrom, gridsFrom, MIN_SCORE } from './detect';
import { intersectionOverUnion } from './suppress';

/** An object this much surer than one that is just shown can't go missing by rounding. */
const SURE = MIN_SCORE + 0.05;

/** Reference outputs that are kept whole: the finest grid is large and kept in samples, so no object of it can be told. */
function wholeOutputs(reference: readonly ReferenceOutput[]): TensorMap {
  const tensors: Record<string, Tensor> = {};
  for (const { name, shape, stride, values } of reference) {
    if (stride === 1) tensors[name] = { dtype: 'float32', shape, data: values };
  }
  return tensors;
}

/** The least overlap (IoU) of a sure object with its nearest of the same kind among `others`; 0 when one has none. */
function worstOverlap(objects: readonly Detection[], others: readonly Detection[]): number {
  const overlaps = objects
    .filter(({ score }) => score >= SURE)
    .map((object) =>
      others
        .filter(({ kind }) => kind === object.kind)
        .reduce((best, other) => Math.max(best, intersectionOverUnion(object, other)), 0),
    );
  return Math.min(1, ...overlaps);
}

/**
 * `box IoU`, 0 to 1, higher is better: how well the worst object that the reference is sure of is found again under its own
 * name, and 0 where a sure object was found that the reference has not.
 */
export function agreement(_card: ModelCard, outputs: TensorMap, reference: readonly ReferenceOutput[]): number {
  const expected = detectionsFrom(gridsFrom(wholeOutputs(reference)));
  if (!expected.some(({ score }) => score >= SURE)) {
    throw new Error('The reference picture of a detector must hold an object that it is sure of.');
  }
  const found = detectionsFrom(gridsFrom(outputs));
  return Math.min(worstOverlap(expected, found), worstOverlap(found, expected));
}
