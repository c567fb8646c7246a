import { seededRandom } from '../domain/random';
import { toHalf } from '../onnx/half';
import type { WeightSource } from './weights';

/** A prime, so that the same numbers stand at another place in each row. */
const LENGTH = 65_537;

type Numbers = Float32Array | Uint16Array | Uint8Array;

/** The pattern again and again from a place in it on, copied in doubling steps. */
function tiled<T extends Numbers>(pattern: T, target: T, from: number): T {
  const begin = pattern.subarray(from, Math.min(pattern.length, from + target.length));
  target.set(begin as never);
  if (begin.length < target.length)
    target.set(pattern.subarray(0, Math.min(from, target.length - begin.length)) as never, begin.length);
  for (let filled = pattern.length; filled < target.length; filled *= 2)
    target.copyWithin(filled, 0, Math.min(filled, target.length - filled));
  return target;
}

/** @returns made by `make` once for each key */
function remembered<T>(make: (key: number) => T): (key: number) => T {
  const made = new Map<number, T>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}

/** A number of 4 bits that isn't the lowest, which has no counterpart. */
const nibble = (value: number) => 1 + Math.floor(value * 15);

/**
 * Weights drawn on the spot, for a graph whose speed is asked and not its words: uniform with the variance that training starts
 * from, so that nothing overflows and no kernel meets the infinities or the denormals that are slower to compute with.
 * One pattern of numbers is repeated, each time from another place: a billion draws would take longer than the measurement.
 */
export function drawnWeights(seed: number): WeightSource {
  const random = seededRandom(seed);
  const block = Float32Array.from({ length: LENGTH }, () => (random() - 0.5) * 2);
  const place = () => Math.floor(random() * LENGTH);
  const sizeOf = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1);
  const spreadOf = (shape: readonly number[]) => Math.sqrt(3 / (shape.at(-1) ?? 1));
  const singles = remembered((columns) => block.map((value) => value * spreadOf([columns])));
  const halves = remembered((columns) => Uint16Array.from(singles(columns), toHalf));
  const steps = remembered((bits) =>
    Uint8Array.from(block, (value, at) => {
      const [low, high] = [(value + 1) / 2, ((block[(at + 1) % LENGTH] as number) + 1) / 2];
      return bits === 8 ? 1 + Math.floor(low * 255) : nibble(low) | (nibble(high) << 4);
    }),
  );
  return {
    read(name, shape) {
      const data = new Float32Array(sizeOf(shape));
      if (shape.length === 1) return { shape, data: data.fill(name.endsWith('bias') ? 0 : 1) };
      return { shape, data: tiled(singles(shape.at(-1) ?? 1), data, place()) };
    },
    drawn: {
      halves: (shape) => tiled(halves(shape.at(-1) ?? 1), new Uint16Array(sizeOf(shape)), place()),
      blocks(shape, bits, size) {
        const numbers = sizeOf(shape);
        // Of whole numbers evenly from −(n − 1) / 2 to (n − 1) / 2 the variance is (n² − 1) / 12.
        const different = 2 ** bits - 1;
        return {
          packed: tiled(steps(bits), new Uint8Array((numbers * bits) / 8), place()),
          scales: new Float32Array(numbers / size).fill((2 * spreadOf(shape)) / Math.sqrt(different ** 2 - 1)),
          bits,
          block: size,
        };
      },
    },
  };
}
