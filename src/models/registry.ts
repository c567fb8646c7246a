import type { ModelCard } from './card';

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
