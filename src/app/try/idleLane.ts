import { cellKey } from '../../domain/cellKey';
import type { ModelOutline } from '../../models/outline';
import { artefactOn } from '../../runtimes/fit';
import { obstacleOn } from '../../runtimes/needs';
import type { Environment } from '../../record/record';
import { buildsToTry, runtimeDownload, targetTitle, type Target } from '../../runtimes/target';
import { bytes } from '../../ui/format';
import type { Lane } from '../../charts/lane';

/** A target before any run: what it would fetch of its runtime, or why it can't run the model. */
export function idleLane(
  model: string,
  chain: readonly ModelOutline[],
  target: Target,
  environment: Environment | undefined,
): Lane {
  const lane = {
    key: cellKey({ model, target: target.id }),
    title: targetTitle(target.id),
    flags: [],
    software: false,
  };
  try {
    for (const card of chain) artefactOn(card, target);
  } catch (error) {
    return { ...lane, state: 'unsupported', note: error instanceof Error ? error.message : String(error) };
  }
  const obstacle = obstacleOn(target, environment);
  if (obstacle) return { ...lane, state: 'unsupported', note: obstacle };
  const more = buildsToTry(target).length > 1 ? ', more if this build fails' : '';
  return { ...lane, state: 'waiting', note: `up to ${bytes(runtimeDownload(target))} of runtime to fetch${more}` };
}
