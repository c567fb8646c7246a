import type { Pixels } from '../tasks/types';

/** A picture that is white all over. */
export function whitePicture(side: number): Pixels {
  return { width: side, height: side, data: new Uint8ClampedArray(side * side * 4).fill(255) };
}
