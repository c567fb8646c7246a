import { outlinesOf } from '../../models/outline';
import type { Environment } from '../../record/record';
import { artefactOn } from '../../runtimes/fit';
import { obstacleOn } from '../../runtimes/needs';
import { allTargets, isGpu, parseTarget, takesThreads, type Target } from '../../runtimes/target';

/** Targets that can run a model here, the processor's first: it is what every browser has. */
export function likelyTargets(model: string, environment: Environment | undefined): string[] {
  const chain = outlinesOf(model);
  const fits = (target: Target) => {
    try {
      for (const card of chain) artefactOn(card, target);
      return obstacleOn(target, environment) === undefined;
    } catch {
      return false;
    }
  };
  const able = allTargets.flatMap((id) => parseTarget(id) ?? []).filter(fits);
  const rank = (target: Target) => (takesThreads(target) ? 0 : isGpu(target) ? 1 : 2);
  return able.toSorted((a, b) => rank(a) - rank(b) || (a.threads ?? 0) - (b.threads ?? 0)).map(({ id }) => id);
}
