import { seededRandom } from '../domain/random';
import type { WeightSource } from './weights';

/**
 * Weights drawn on the spot, for a graph whose speed is asked and not its words: uniform with the variance that training starts
 * from, so that nothing overflows and no kernel meets the infinities or the denormals that are slower to compute with.
 * One block of numbers is repeated, each time from another place: a billion draws would take longer than the measurement.
 */
export function drawnWeights(seed: number): WeightSource {
  const random = seededRandom(seed);
  const block = Float32Array.from({ length: 65_537 }, () => (random() - 0.5) * 2);
  return {
    read(name, shape) {
      const length = shape.reduce((product, side) => product * side, 1);
      const data = new Float32Array(length);
      if (shape.length === 1) return { shape, data: data.fill(name.endsWith('bias') ? 0 : 1) };
      const spread = Math.sqrt(3 / (shape.at(-1) ?? 1));
      // Coprime with the block's length, so that rows differ.
      let at = Math.floor(random() * block.length);
      for (let i = 0; i < length; i++) {
        data[i] = (block[at] as number) * spread;
        if (++at === block.length) at = 0;
      }
      return { shape, data };
    },
  };
}
