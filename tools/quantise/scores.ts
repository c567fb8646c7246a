import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TensorMap } from '../../src/domain/tensor';
import type { ModelCard, Score } from '../../src/models/card';
import { modelsFolder } from '../models/cards';

/** `models/<id>/quantise/scores.ts` exports one as `scores`, where there are examples whose answers are known. */
export interface HeldOutScores {
  /** What `--data` names, and where it comes from. */
  readonly data: string;
  /**
   * Accuracy and calibration of a network on examples that its training never saw.
   * @throws Error where the folder doesn't hold them
   */
  measure(folder: string, run: (feeds: TensorMap) => Promise<TensorMap>): Promise<Score[]>;
}

export async function scoresOf(card: ModelCard): Promise<HeldOutScores | undefined> {
  const path = join(modelsFolder, card.id, 'quantise/scores.ts');
  if (!existsSync(path)) return undefined;
  return ((await import(pathToFileURL(path).href)) as { scores: HeldOutScores }).scores;
}
