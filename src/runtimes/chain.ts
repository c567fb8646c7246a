import type { Artefact, ModelCard } from '../models/card';
import { loadChain } from '../models/registry';
import { artefactOn } from './fit';
import type { Target } from './target';

/**
 * The networks that one inference of a model needs on a target, in the order they run, each with the artefact to load. Their
 * cards are fetched where they were not yet.
 * @param precision of the model's own weights, where it was asked for by name
 * @throws Problem, as {@link artefactOn} and {@link loadChain} do
 */
export async function chainOn(
  model: string,
  target: Target,
  precision?: string,
): Promise<{ card: ModelCard; artefact: Artefact }[]> {
  return (await loadChain(model)).map((card) => ({
    card,
    artefact: artefactOn(card, target, card.id === model ? precision : undefined),
  }));
}
