import { artefactOn, downloadBytes } from '../../runtimes/fit';
import { outlinesOf, type ModelOutline } from '../../models/outline';
import { obstacleOn } from '../../runtimes/needs';
import type { Environment } from '../../record/record';
import { allTargets, parseTarget, runtimeDownload, type Target } from '../../runtimes/target';

function runs(chain: readonly ModelOutline[], target: Target, environment: Environment | undefined): boolean {
  if (obstacleOn(target, environment)) return false;
  try {
    for (const card of chain) artefactOn(card, target);
    return true;
  } catch {
    return false;
  }
}

/** Targets that can run the model here, as far as can be told without loading anything. */
export function liveTargets(model: string, environment: Environment | undefined): Target[] {
  const chain = outlinesOf(model);
  return allTargets.flatMap((id) => parseTarget(id) ?? []).filter((target) => runs(chain, target, environment));
}

/** Begun with where nothing was measured yet: they start in tens of milliseconds and need no GPU. */
const firstChoices = ['tfjs-wasm', 'ort-wasm'];

/**
 * The target that a visitor is offered first.
 * @param fastest of the last run, where there was one
 */
export function firstTarget(targets: readonly Target[], fastest: string | undefined): string | undefined {
  const wanted = [fastest, ...firstChoices].find((id) => targets.some((target) => target.id === id));
  return wanted ?? targets.at(0)?.id;
}

/** What starting fetches, bytes: less where parts are cached already or the server compresses, more where a build of the runtime fails. */
export function bytesToStart(
  model: string,
  target: Target,
  provenBuild?: string,
): { readonly weights: number; readonly runtime: number } {
  return { weights: downloadBytes([model], [target]), runtime: runtimeDownload(target, provenBuild) };
}
