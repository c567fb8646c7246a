import { downloadBytes } from '../../runtimes/fit';
import { outlinesOf } from '../../models/outline';
import { obstacleTo } from '../../runtimes/obstacle';
import type { Environment } from '../../record/record';
import { allTargets, parseTarget, runtimeDownload, type Target } from '../../runtimes/target';

/** Targets that can run the model here, as far as can be told without loading anything. */
export function liveTargets(model: string, environment: Environment | undefined): Target[] {
  if (!environment) return [];
  const chain = outlinesOf(model);
  const targets = allTargets.flatMap((id) => parseTarget(id) ?? []);
  return targets.filter((target) => obstacleTo(chain, target, environment) === undefined);
}

/** What starting fetches, bytes: less where parts are cached already or the server compresses, more where a build of the runtime fails. */
export function bytesToStart(
  model: string,
  target: Target,
  provenBuild?: string,
): { readonly weights: number; readonly runtime: number } {
  return { weights: downloadBytes([model], [target]), runtime: runtimeDownload(target, provenBuild) };
}
