import type { DecoderConfig } from './config';
import { describeDecoder, type GraphMaker, type Named } from './describe';

/** Names and shapes of a decoder's weights, by what its description asks for: nothing is read or made. */
export function weightShapes(config: DecoderConfig): ReadonlyMap<string, readonly number[]> {
  const shapes = new Map<string, readonly number[]>();
  const note = (...weights: readonly (Named | undefined)[]) => {
    for (const weight of weights) if (weight) shapes.set(weight.name, weight.shape);
  };
  const nothing = () => {};
  const maker: GraphMaker<void> = {
    embed: (table) => note(table),
    norm: (_, weight) => note(weight),
    linear: (_, weight, bias) => note(weight, bias),
    attention: ({ norms }) => note(norms?.query, norms?.key),
    activation: nothing,
    add: nothing,
    multiply: nothing,
    scale: nothing,
    logits: (_, weight) => note(weight),
  };
  describeDecoder(maker, config);
  return shapes;
}

/** How many numbers a decoder's weights are. */
export function parameterCount(config: DecoderConfig): number {
  return [...weightShapes(config).values()].reduce(
    (sum, shape) => sum + shape.reduce((product, side) => product * side, 1),
    0,
  );
}
