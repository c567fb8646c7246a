import { readLinkRate } from '../measure/linkRate';
import { likeliestFirst } from '../measure/order';
import { outlinesOf } from '../models/outline';
import type { Environment } from '../record/record';
import { canLoad } from '../runtimes/fit';
import { obstacleTo } from '../runtimes/obstacle';
import { allTargets, parseTarget } from '../runtimes/target';
import { fastestHere } from './fastest';
import { bytesToCome } from './seen';

/**
 * Targets that can run a model here, the one that is likeliest to be the best first.
 * @param environment none is named until it is known
 */
export function likelyTargets(model: string, environment: Environment | undefined): string[] {
  if (!environment) return [];
  const chain = outlinesOf(model);
  const able = allTargets
    .flatMap((id) => parseTarget(id) ?? [])
    .filter((target) => obstacleTo(chain, target, environment) === undefined);
  const facts = {
    environment,
    macs: chain.reduce((sum, { macs }) => sum + macs, 0),
    canLoad: (target: (typeof able)[number]) => canLoad(model, target),
    bytesToCome: (target: (typeof able)[number]) => bytesToCome(model, target, environment),
    bytesPerMs: readLinkRate(),
  };
  return likeliestFirst(able, facts, fastestHere(model, environment)).map(({ id }) => id);
}
