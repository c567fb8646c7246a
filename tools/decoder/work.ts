import type { DecoderConfig } from '../../src/decoder/config';
import { decoderModel } from '../../src/decoder/onnx';
import type { ModelCard } from '../../src/models/card';

const size = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1);

/**
 * What a decoder holds and does: its weights as numbers, and the multiply–accumulates of one token written with half of the
 * context in the cache, whose keys are met and whose values are mixed by every head of every layer.
 */
export function workOf(config: DecoderConfig): Pick<ModelCard, 'parameters' | 'macs'> {
  const shapes = new Map<string, readonly number[]>();
  // What the graph asks for is what there is.
  decoderModel(
    config,
    {
      read(name, shape) {
        shapes.set(name, shape);
        return { shape, data: new Float32Array(size(shape)) };
      },
    },
    'fp32',
  );
  const parameters = [...shapes.values()].reduce((sum, shape) => sum + size(shape), 0);
  const products = [...shapes]
    .filter(([name, { length }]) => length === 2 && (config.tied || name !== 'model.embed_tokens.weight'))
    .reduce((sum, [, shape]) => sum + size(shape), 0);
  const behind = config.context / 2;
  const attention = 2 * config.layers * config.heads * config.headSize * behind;
  return {
    parameters,
    macs: {
      count: products + attention,
      shape: [1],
      how: `one token with ${behind} in the cache: each weight of the matrices once, and attention`,
    },
  };
}
