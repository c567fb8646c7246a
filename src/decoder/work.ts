import type { DecoderConfig } from './config';
import { parameterCount, weightShapes } from './shapes';
import type { ModelCard } from '../models/card';

/**
 * What a decoder holds and does: its weights as numbers, and the multiply–accumulates of one token written with half of the
 * context in the cache, whose keys are met and whose values are mixed by every head of every layer.
 */
export function workOf(config: DecoderConfig): Pick<ModelCard, 'parameters' | 'macs'> {
  const products = [...weightShapes(config)]
    .filter(([name, { length }]) => length === 2 && (config.tied || name !== 'model.embed_tokens.weight'))
    .reduce((sum, [, [rows = 0, columns = 0]]) => sum + rows * columns, 0);
  const behind = config.context / 2;
  const attention = 2 * config.layers * config.heads * config.headSize * behind;
  return {
    parameters: parameterCount(config),
    macs: {
      count: products + attention,
      shape: [1],
      how: `one token with ${behind} in the cache: each weight of the matrices once, and attention`,
    },
  };
}
