import type { Environment } from '../record/record';
import { artefactOn, type FileSet, type Files } from './fit';
import { obstacleOn } from './needs';
import type { Target } from './target';

/**
 * Why a target can't run a chain of networks, in a sentence, before anything is loaded.
 * @param environment undefined while nobody has looked at the device: nothing is missing then
 */
export function obstacleTo(
  chain: readonly Files<FileSet>[],
  target: Target,
  environment: Environment | undefined,
): string | undefined {
  try {
    const artefacts = chain.map((card) => artefactOn(card, target));
    return obstacleOn(target, environment, artefacts);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
