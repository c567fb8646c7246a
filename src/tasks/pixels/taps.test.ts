import { describe, expect, it } from 'vitest';
import { pixelsFromRgb } from '../picture';
import type { Pixels } from '../types';
import { resizeByTaps } from './taps';

/** One row or column of greys. */
function greys(values: readonly number[], width: number, height: number): Pixels {
  return pixelsFromRgb(Uint8Array.from(values.flatMap((value) => [value, value, value])), width, height);
}
const reds = ({ data }: Pixels) => [...data].filter((_, index) => index % 4 === 0);

describe('resizeByTaps', () => {
  it('weighs with a widened triangle when it shrinks, as Pillow does', () => {
    // Centres 0.5 and 2.5, support 2: weights 3/7, 3/7, 1/7 and their mirror image.
    expect(reds(resizeByTaps(greys([0, 255, 0, 255], 4, 1), 2, 1))).toEqual([109, 146]);
    expect(reds(resizeByTaps(greys([0, 255, 0, 255], 1, 4), 1, 2))).toEqual([109, 146]);
  });

  it('interpolates between half-pixel centres when it grows', () => {
    expect(reds(resizeByTaps(greys([0, 100], 2, 1), 4, 1))).toEqual([0, 25, 75, 100]);
  });
});
