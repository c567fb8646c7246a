import { modelRefText, parseModelRef } from '../../models/modelRef';
import { outlinesOf } from '../../models/outline';
import type { Cell, Environment } from '../../record/record';
import { artefactOn } from '../../runtimes/fit';
import { obstacleOn } from '../../runtimes/needs';
import { parseTarget } from '../../runtimes/target';

/** A cell of the matrix, by what a run's parameters call its model and its target. */
export interface Place {
  readonly model: string;
  readonly target: string;
}

/** The far column, which no run measures. */
export const FAR = 'far';

export const placeKey = ({ model, target }: Place) => `${model}|${target}`;

export function placeOfKey(key: string): Place {
  const [model = '', target = ''] = key.split('|');
  return { model, target };
}

/** Where a cell of a run or a record stands. */
export function placeOf({ model, precision, target }: Pick<Cell, 'model' | 'precision' | 'target'>): Place {
  return { model: modelRefText({ model, precision }), target: target.id };
}

/** Why the device can't run a model on a target, in a sentence, as far as can be told before anything is fetched. */
export function obstacleAt({ model, target: id }: Place, environment: Environment | undefined): string | undefined {
  const target = parseTarget(id);
  if (!target) return undefined;
  const ref = parseModelRef(model);
  try {
    const artefacts = outlinesOf(ref.model).map((outline) =>
      artefactOn(outline, target, outline.id === ref.model ? ref.precision : undefined),
    );
    return obstacleOn(target, environment, artefacts);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Multiply–accumulates of one answer. */
export const macsOf = (ref: string): number =>
  outlinesOf(parseModelRef(ref).model).reduce((sum, { macs }) => sum + macs, 0);
