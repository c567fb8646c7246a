import type { ModelCard } from '../models/card';
import type { ReferenceOutput } from '../tasks/types';

/** What a cell's first network said of the input that was measured. */
export interface Testimony {
  readonly target: string;
  /** At most some thousand values of each output. */
  readonly outputs: readonly ReferenceOutput[];
  /** Of that network's card, as it is for the files that were loaded. */
  readonly tolerance: Pick<ModelCard['tolerance'], 'maxAbs' | 'maxRel'>;
}

export interface InputAgreement {
  /** Target of the cell compared with. */
  readonly with: string;
  /** Absent where the outputs have other names or shapes. */
  readonly maxAbs?: number;
  readonly maxRel?: number;
  readonly pass: boolean;
}

/**
 * Compares two cells' outputs on the input that was measured: the reference of the agreement gate is a fixed input, and a backend may be
 * right there and wrong here. Each may be off the truth by its own tolerance, so that both together may lie between two that are right.
 */
export function compareTestimonies(own: Testimony, witness: Testimony): InputAgreement {
  const apart = { with: witness.target, pass: false };
  if (own.outputs.length !== witness.outputs.length) return apart;
  let maxAbs = 0;
  let maxRel = 0;
  for (const { name, shape, values } of witness.outputs) {
    const output = own.outputs.find((candidate) => candidate.name === name);
    if (output?.shape.join() !== shape.join() || output.values.length !== values.length) return apart;
    let [low, high, most] = [Infinity, -Infinity, 0];
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      most = Math.max(most, Math.abs((output.values[i] as number) - value));
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (!Number.isFinite(most)) return apart;
    maxAbs = Math.max(maxAbs, most);
    maxRel = Math.max(maxRel, most / (high - low || Math.abs(high) || 1));
  }
  const allowed = (error: 'maxAbs' | 'maxRel') => own.tolerance[error] + witness.tolerance[error];
  const pass = maxAbs <= allowed('maxAbs') && maxRel <= allowed('maxRel');
  return { ...apart, maxAbs, maxRel, pass };
}
