import { part } from '../domain/part';
import { Problem } from '../domain/problem';
import { added } from './added';
import type { ModelCard } from './card';
import { outlineOf, outlines } from './outline';

/** Cards as the build found them; the contract test has validated every one, so the page does not carry a validator for them. */
const modules = import.meta.glob<ModelCard>('/models/*/card.json', { import: 'default' });

/**
 * A model's whole card, fetched when it is first asked for.
 * @returns undefined where there is no such model
 * @throws Problem `download` where it could not be fetched
 */
export async function loadCard(id: string): Promise<ModelCard | undefined> {
  const load = modules[`/models/${id}/card.json`];
  if (!load) return added.get(id)?.card;
  try {
    const card = await part(load);
    return { ...card, assets: card.assets ?? [] };
  } catch (error) {
    if (error instanceof Problem && error.code === 'offline') throw error;
    const title = outlineOf(id)?.title ?? id;
    throw new Problem('download', `The card of ${title} could not be fetched. Connect and try again.`, String(error));
  }
}

/** Every model's, in the order of {@link outlines}. */
export async function loadCards(): Promise<ModelCard[]> {
  return (await Promise.all(outlines.map(({ id }) => loadCard(id)))).flatMap((card) => card ?? []);
}

/** The networks one inference of `id` needs, in the order they run: those it stands behind first. */
export async function loadChain(id: string): Promise<ModelCard[]> {
  const card = await loadCard(id);
  if (!card) return [];
  return card.behind ? [...(await loadChain(card.behind)), card] : [card];
}
