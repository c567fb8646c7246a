import { describe, expect, it } from 'vitest';
import { cropSquare } from './crop';

/** Black and white columns in turn, one pixel wide. */
function stripes(side: number) {
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let p = 0; p < side * side; p++) if (p % 2) data.fill(0, p * 4, p * 4 + 3);
  return { width: side, height: side, data };
}
const whole = (side: number) => ({ centreX: side / 2, centreY: side / 2, width: side, height: side, angle: 0 });

describe('cutting a square', () => {
  it('averages the pixels of a large one, where single samples would see stripes', () => {
    const { data, width, height } = cropSquare(stripes(64), whole(64), 16);
    expect([width, height]).toEqual([16, 16]);
    // Away from the sides, where the filter has fewer pixels to average.
    for (let x = 1; x < 15; x++) expect(Math.abs(data[(8 * 16 + x) * 4]! - 127.5)).toBeLessThan(1);
  });

  it('keeps a small one as it is', () => {
    expect([...cropSquare(stripes(8), whole(8), 8).data]).toEqual([...stripes(8).data]);
  });
});
