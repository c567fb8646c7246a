import type { DecoderFacts, ModelCard } from './card';

export type Drawn = NonNullable<DecoderFacts['drawn']>;

/** A model whose weights are drawn where it runs. */
export interface DrawnCard extends ModelCard {
  readonly decoder: DecoderFacts & { readonly drawn: Drawn };
}

export const isDrawn = (card: ModelCard): card is DrawnCard => card.decoder?.drawn !== undefined;
