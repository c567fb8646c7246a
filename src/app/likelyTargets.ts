import { readLinkRate } from '../measure/linkRate';
import { likeliestFirst } from '../measure/order';
import { workOf } from '../measure/work';
import { parseModelRef } from '../models/modelRef';
import { outlinesOf } from '../models/outline';
import type { Environment } from '../record/record';
import { obstacleTo } from '../runtimes/obstacle';
import { allTargets, parseTarget } from '../runtimes/target';
import { fastestHere } from './fastest';
import { bytesToCome } from './seen';

/**
 * Targets that can run a model here, the one that is likeliest to be the best first.
 * @param text reference of the model, with its artefact where one is named
 * @param environment none is named until it is known
 */
export function likelyTargets(text: string, environment: Environment | undefined): string[] {
  if (!environment) return [];
  const { model } = parseModelRef(text);
  const chain = outlinesOf(model);
  const able = allTargets
    .flatMap((id) => parseTarget(id) ?? [])
    .filter((target) => obstacleTo(chain, target, environment) === undefined);
  const facts = {
    environment,
    ...workOf(text),
    bytesToCome: (target: (typeof able)[number]) => bytesToCome(text, target, environment),
    bytesPerMs: readLinkRate(),
  };
  return likeliestFirst(able, facts, fastestHere(model, environment)).map(({ id }) => id);
}
