import type { DecoderConfig } from '../decoder/config';
import type { ModelCard } from '../models/card';
import type { KeptModel } from './kept';

/** A model that came from a hub: its files lie in the cache, not in the site. */
export interface HubCard extends ModelCard {
  readonly hub: KeptModel;
  readonly config: DecoderConfig;
}

export const isFromHub = (card: ModelCard): card is HubCard => 'hub' in card;

/** All that belongs to a kept model, in the order in which it is downloaded. */
export const filesOf = ({ besides, graph, data }: Pick<KeptModel, 'besides' | 'graph' | 'data'>) => [
  ...besides,
  graph,
  ...data,
];
