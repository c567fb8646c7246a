import type { ModelCard } from '../models/card';
import type { DecoderConfig } from './config';
import { workOf } from './work';

/** What the card of every decoder says for which nobody made a reference: it is held to itself. */
export function unprovenCard(config: DecoderConfig) {
  const { vocabulary, layers, keyValueHeads, headSize, context, endTokens } = config;
  return {
    schema: 'nearside.card/1',
    task: 'text-generation',
    workload: 'generation',
    decoder: { vocabulary, layers, keyValueHeads, headSize, context, endTokens: [...endTokens] },
    inputs: [],
    outputs: [],
    ...workOf(config),
    reference: { inputs: [], outputs: [], madeBy: 'itself' },
  } satisfies Partial<ModelCard>;
}
