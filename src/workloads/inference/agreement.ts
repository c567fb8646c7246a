import type { ModelCard } from '../../models/card';
import type { Tolerance } from '../../models/tolerance';
import type { Agreement } from '../../record/record';
import { Problem } from '../../domain/problem';
import type { Tensor, TensorMap } from '../../domain/tensor';
import type { ReferenceOutput } from '../../tasks/types';

export interface OutputErrors {
  /** Largest absolute difference, in the output's unit. */
  readonly maxAbs: number;
  /** Largest difference as a share of the range (max − min) of the reference output that it occurs in. */
  readonly maxRel: number;
}

/**
 * How far a network's outputs lie from the reference at the positions that the reference keeps; the worst output counts.
 * Where a reference output has no range (one value, or all equal) its magnitude stands in, or 1 where that is 0 too.
 * @param outputs the network's full outputs
 * @param reference every `stride`-th value of each
 * @throws Problem `wrong-answer` when an output is missing, has another shape or holds a value that is no finite number
 * @throws RangeError when the reference itself does not fit its shape and stride
 */
export function compareOutputs(outputs: TensorMap, reference: readonly ReferenceOutput[]): OutputErrors {
  if (reference.length === 0) throw new RangeError('There is no reference output to compare with.');
  const errors = reference.map((expected) => compareOutput(outputs[expected.name], expected));
  return {
    maxAbs: Math.max(...errors.map(({ maxAbs }) => maxAbs)),
    maxRel: Math.max(...errors.map(({ maxRel }) => maxRel)),
  };
}

function compareOutput(actual: Tensor | undefined, expected: ReferenceOutput): OutputErrors {
  const { name, shape, stride, values } = expected;
  const size = shape.reduce((product, length) => product * length, 1);
  if (size === 0 || values.length !== Math.ceil(size / stride))
    throw new RangeError(`The reference for ${name} keeps ${values.length} values of ${size} at stride ${stride}.`);
  if (!actual) throw new Problem('wrong-answer', `The network gave no output called ${name}.`);
  if (actual.shape.join() !== shape.join() || actual.data.length !== size)
    throw new Problem('wrong-answer', `${name} came as [${actual.shape.join(', ')}] instead of [${shape.join(', ')}].`);

  const { data } = actual;
  for (let i = 0; i < size; i++) {
    // Every value, not only those the reference keeps: one NaN is proof enough.
    if (!Number.isFinite(Number(data[i])))
      throw new Problem('wrong-answer', `${name} holds ${data[i]} at position ${i}: not a finite number.`);
  }
  let maxAbs = 0;
  let lowest = Infinity;
  let highest = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    maxAbs = Math.max(maxAbs, Math.abs(Number(data[i * stride]) - value));
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  if (!Number.isFinite(highest - lowest)) throw new RangeError(`The reference for ${name} is not finite.`);
  const scale = highest - lowest || Math.abs(highest) || 1;
  return { maxAbs, maxRel: maxAbs / scale };
}

/**
 * Whether a cell's answer is right: both errors and the task's own measure lie within the card's tolerance.
 * @param taskValue in the unit that the card's `tolerance.task.measure` names, or what computes it
 * @param madeBy what computed the reference, the card's own unless told
 * @throws Problem `wrong-answer` when the task's measure is no finite number
 */
export function judge(
  card: { readonly tolerance: Tolerance; readonly reference: Pick<ModelCard['reference'], 'madeBy'> },
  errors: OutputErrors,
  taskValue: number | (() => number),
  madeBy: string = card.reference.madeBy,
): Agreement {
  const { tolerance } = card;
  const { measure, limit, better } = tolerance.task;
  const value = typeof taskValue === 'number' ? taskValue : taskValue();
  if (!Number.isFinite(value)) throw new Problem('wrong-answer', `The ${measure} came out as ${value}.`);
  const taskPasses = better === 'lower' ? value <= limit : value >= limit;
  return {
    reference: madeBy,
    maxAbs: errors.maxAbs,
    maxRel: errors.maxRel,
    task: { measure, value, limit },
    pass: errors.maxAbs <= tolerance.maxAbs && errors.maxRel <= tolerance.maxRel && taskPasses,
  };
}
