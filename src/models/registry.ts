import type { BackendId, RuntimeMeta } from '../runtimes/types';
import type { Artefact, ModelCard } from './card';

/** Cards as the build found them; the contract test has validated every one, so the page does not carry a validator for them. */
const modules = import.meta.glob<ModelCard>('/models/*/card.json', { eager: true, import: 'default' });

export const cards: readonly ModelCard[] = Object.values(modules).map((card) => ({
  ...card,
  assets: card.assets ?? [],
}));

export function cardOf(id: string): ModelCard | undefined {
  return cards.find((card) => card.id === id);
}

/** The networks one inference of `id` needs, in the order they run: those it stands behind first. */
export function chainOf(id: string): ModelCard[] {
  const card = cardOf(id);
  if (!card) return [];
  return card.behind ? [...chainOf(card.behind), card] : [card];
}

/** The card's artefact that a runtime reads on a backend: by the runtime's order of formats, then the backend's of precisions. */
export function artefactFor(card: ModelCard, runtime: RuntimeMeta, backend: BackendId): Artefact | undefined {
  const precisions = runtime.backends.find(({ id }) => id === backend)?.precisions;
  const readable = runtime.formats.flatMap((format) => card.artefacts.filter((artefact) => artefact.format === format));
  return precisions
    ? precisions.flatMap((precision) => readable.filter((artefact) => artefact.precision === precision)).at(0)
    : readable.at(0);
}
