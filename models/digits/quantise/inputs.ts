import { seededRandom } from '../../../src/domain/random';
import type { TaskInput } from '../../../src/tasks/types';
import { digits } from '../train/drawings';
import { drawn } from '../train/others';

/** The project's own strokes by other hands: none of MNIST. @param count of each of the twenty ways to write a digit */
function drawings(count: number, seed: number): TaskInput[] {
  const random = seededRandom(seed);
  return digits.flatMap(({ strokes }) =>
    Array.from({ length: count }, () => ({ kind: 'picture' as const, pixels: drawn(strokes, random) })),
  );
}

export const calibration = () => drawings(5, 1);
export const heldOut = () => drawings(5, 2);
