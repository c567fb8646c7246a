import type { ModelCard } from './card';
import type { ModelOutline } from './outline';

interface Added {
  readonly card: ModelCard;
  readonly outline: ModelOutline;
}

/** Models that the page came to know while it ran (`addModel.ts`), by their ids; they are gone with it. */
export const added = new Map<string, Added>();
