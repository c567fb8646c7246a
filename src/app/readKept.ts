import { loadHubCard } from '../hub/card';
import { keptModels } from '../hub/kept';
import { addModel, keptOutlines, removeModel } from '../models/addModel';
import type { ModelOutline } from '../models/outline';

/**
 * Makes models from hubs known that are kept here whole, and forgets those that are not any more. One whose files can't be read is left out: the
 * library lists it still.
 */
export async function readKept(): Promise<readonly ModelOutline[]> {
  const whole = (await keptModels()).filter((model) => model.whole);
  const cards = await Promise.all(whole.map((model) => loadHubCard(model).catch(() => undefined)));
  for (const { id } of keptOutlines()) if (!cards.some((card) => card?.id === id)) removeModel(id);
  for (const card of cards) if (card) addModel(card, { kept: true });
  return keptOutlines();
}
