import { Problem } from '../../domain/problem';
import { isHubId, modelRefText } from '../../models/modelRef';
import type { Environment } from '../../record/record';
import { hasOnPage } from '../../runtimes/needs';
import type { Target } from '../../runtimes/target';
import { meta } from '../../tasks/text-generation/meta';
import { pageVersion } from '../offline/begin';
import { readBuild, readKept } from '../offline/keep';
import { isHere, itemOn } from '../offline/plan';
import { provenBuild } from '../provenBuilds';
import { precisionOn, targetsFor, type Weights } from './weights';

/** Weights, and a target that writes with them, all of whose files are on this device. */
export interface KeptWriter {
  readonly weights: Weights;
  readonly target: Target;
}

/**
 * What writes here without a network.
 * @param choices weights that come into question, the preferred first
 * @throws Problem where this page was not built, or nothing can be kept
 */
export async function keptWriters(choices: readonly Weights[], environment: Environment): Promise<KeptWriter[]> {
  const version = pageVersion();
  if (!version) throw new Problem('missing-feature', 'This page was not built for being offline.');
  const [build, kept] = await Promise.all([readBuild(version), readKept()]);
  const facts = { build, environment, provenBuild };
  const found: KeptWriter[] = [];
  for (const weights of choices) {
    // What runs in the page itself has its runtime in a file of its own there.
    for (const target of targetsFor(weights, environment).filter((one) => !hasOnPage(one))) {
      const { model } = weights;
      const text = modelRefText({ model, precision: precisionOn(weights, target) });
      const item = await itemOn(meta, text, target, facts).catch(() => undefined);
      // A model from a hub is listed only where its files are kept: what is missing can only be the runtime.
      const files = item && isHubId(model) ? [] : item?.files;
      if (item && files && isHere({ ...item, files }, build, kept)) found.push({ weights, target });
    }
  }
  return found;
}
