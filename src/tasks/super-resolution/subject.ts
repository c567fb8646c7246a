import { resizePixels } from '../picture';
import { resizeByTaps } from '../pixels/taps';
import type { Pixels } from '../types';

/** The largest square around the middle of a picture. */
function centredSquare({ width, height, data }: Pixels): Pixels {
  const side = Math.min(width, height);
  if (width === height) return { width, height, data };
  const [left, top] = [(width - side) >> 1, (height - side) >> 1];
  const square = new Uint8ClampedArray(side * side * 4);
  for (let y = 0; y < side; y++) {
    const start = ((y + top) * width + left) * 4;
    square.set(data.subarray(start, start + side * 4), y * side * 4);
  }
  return { width: side, height: side, data: square };
}

/** The same without transparency: what lies behind a picture is no part of it. */
function opaque({ width, height, data }: Pixels): Pixels {
  const opaque = data.slice();
  for (let i = 3; i < opaque.length; i += 4) opaque[i] = 255;
  return { width, height, data: opaque };
}

/** What is enlarged, and what it should come to. */
export interface Subject {
  readonly small: Pixels;
  /** Absent where the picture has fewer pixels than the enlargement: then nobody knows what it should look like. */
  readonly truth?: Pixels;
}

/**
 * Takes the middle of a picture at the size of the enlargement as the truth and shrinks that, averaging, to what the network
 * is given: the right answer is then known, and how far off an enlargement is can be measured.
 * @param side of the square that the network takes, pixels
 * @param scale by which it enlarges
 */
export function subjectOf(picture: Pixels, side: number, scale: number): Subject {
  const square = centredSquare(picture);
  const enlarged = side * scale;
  if (square.width < enlarged) return { small: opaque(resizePixels(square, side, side)) };
  const truth = opaque(resizePixels(square, enlarged, enlarged));
  // By the exact filter: how close an enlargement comes depends on how the picture was shrunk.
  return { small: resizeByTaps(truth, side, side), truth };
}
