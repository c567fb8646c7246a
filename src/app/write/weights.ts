import { modelRefText } from '../../models/modelRef';
import { outlineOf } from '../../models/outline';
import { canLoad } from '../../runtimes/fit';
import { obstacleTo } from '../../runtimes/obstacle';
import { allTargets, parseTarget, type Target } from '../../runtimes/target';
import type { Environment } from '../../record/record';

/** One way to have the writer's weights: how they are stored, or the smaller network that learnt from it. */
export interface Weights {
  /** Of the story's own, as they are stored; else the id of a model from a hub. */
  readonly id: string;
  readonly model: string;
  /** As they may be stored, the preferred first. */
  readonly precisions: readonly string[];
}

/** From the most bytes to the fewest. */
export const weightsChoices = [
  { id: 'fp32', model: 'story', precisions: ['fp32'] },
  { id: 'fp16', model: 'story', precisions: ['fp16'] },
  { id: 'int8', model: 'story', precisions: ['int8'] },
  { id: 'int4', model: 'story', precisions: ['int4'] },
  // Where a runtime reads no blocks of integers, as it reads them.
  { id: 'student', model: 'story-student', precisions: ['int8', 'fp16', 'fp32'] },
] as const satisfies readonly Weights[];

/** The writer's own, or a model from a hub, which has one form. */
export type WeightsId = string;

/** The writer's own weights of a model in a precision; undefined where it offers none such. */
export const weightsNamed = (named: { readonly model: string; readonly precision: string }): Weights | undefined =>
  weightsChoices.find(
    ({ model, precisions }) => model === named.model && precisions.some((each) => each === named.precision),
  );

/** None are to be had of a model that is not kept here any more. */
export function weightsOf(id: WeightsId): Weights {
  const own = weightsChoices.find((one) => one.id === id);
  return own ?? { id, model: id, precisions: outlineOf(id)?.artefacts.map(({ precision }) => precision) ?? [] };
}

/** How these weights are stored on a target; undefined where it reads them in no form. */
export function precisionOn({ model, precisions }: Weights, target: Target): string | undefined {
  return precisions.find((precision) => canLoad(modelRefText({ model, precision }), target));
}

/** Targets that can run these weights here, as far as can be told without loading anything, in the runtimes' order. */
export function targetsFor(weights: Weights, environment: Environment | undefined): Target[] {
  const outline = outlineOf(weights.model);
  if (!environment || !outline) return [];
  return allTargets
    .flatMap((id) => parseTarget(id) ?? [])
    .filter(
      (target) =>
        obstacleTo([outline], target, environment) === undefined && precisionOn(weights, target) !== undefined,
    );
}

/** Why nothing runs here: each reason once, with the targets that it keeps from it. */
export function obstaclesTo(model: string, environment: Environment): { reason: string; targets: string[] }[] {
  const outline = outlineOf(model);
  const reasons = new Map<string, string[]>();
  for (const id of allTargets) {
    const target = parseTarget(id);
    const reason = target && outline && obstacleTo([outline], target, environment);
    if (reason) reasons.set(reason, [...(reasons.get(reason) ?? []), id]);
  }
  return [...reasons].map(([reason, targets]) => ({ reason, targets }));
}

/** Bytes of the graph and its weights, by how they are stored on the target, or where they are smallest. */
export function bytesOf({ model, precisions }: Weights, precision = precisions[0]): number | undefined {
  return outlineOf(model)?.artefacts.find((artefact) => artefact.precision === precision)?.bytes;
}
