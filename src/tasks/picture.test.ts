import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cropPicture, fitPicture, pictureTensor, pixelsFromRgb, resizePixels } from './picture';
import type { Pixels } from './types';

/** One row or column of greys. */
function greys(values: readonly number[], width: number, height: number): Pixels {
  return pixelsFromRgb(Uint8Array.from(values.flatMap((value) => [value, value, value])), width, height);
}
const reds = ({ data }: Pixels) => [...data].filter((_, index) => index % 4 === 0);

describe('resizePixels', () => {
  it('weighs with a widened triangle when it shrinks, as Pillow does', () => {
    // Centres 0.5 and 2.5, support 2: weights 3/7, 3/7, 1/7 and their mirror image.
    expect(reds(resizePixels(greys([0, 255, 0, 255], 4, 1), 2, 1))).toEqual([109, 146]);
    expect(reds(resizePixels(greys([0, 255, 0, 255], 1, 4), 1, 2))).toEqual([109, 146]);
  });

  it('interpolates between half-pixel centres when it grows', () => {
    expect(reds(resizePixels(greys([0, 100], 2, 1), 4, 1))).toEqual([0, 25, 75, 100]);
  });

  it('leaves an even picture even, whatever the sizes', () => {
    const side = fc.integer({ min: 1, max: 23 });
    fc.assert(
      fc.property(side, side, side, side, fc.integer({ min: 0, max: 255 }), (w, h, toWidth, toHeight, grey) => {
        const even = greys(new Array<number>(w * h).fill(grey), w, h);
        expect(new Set(reds(resizePixels(even, toWidth, toHeight)))).toEqual(new Set([grey]));
      }),
    );
  });

  it('never leaves the range of what it was given', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 40, max: 200 }), { minLength: 12, maxLength: 12 }),
        fc.integer({ min: 1, max: 30 }),
        (values, width) => {
          const result = reds(resizePixels(greys(values, 4, 3), width, 2));
          expect(Math.min(...result)).toBeGreaterThanOrEqual(Math.min(...values));
          expect(Math.max(...result)).toBeLessThanOrEqual(Math.max(...values));
        },
      ),
    );
  });
});

describe('fitPicture', () => {
  it('centres a wide picture between bars and says where it sits', () => {
    const { pixels, transform } = fitPicture(greys(new Array<number>(32).fill(200), 8, 4), 4, 4, 'letterbox', 7);
    expect(reds(pixels)).toEqual([7, 7, 7, 7, ...new Array<number>(8).fill(200), 7, 7, 7, 7]);
    expect(transform).toEqual({ scaleX: 0.5, scaleY: 0.5, offsetX: 0, offsetY: 1 });
  });

  it('stretches without bars', () => {
    const { pixels, transform } = fitPicture(greys(new Array<number>(32).fill(200), 8, 4), 4, 4, 'stretch');
    expect(new Set(reds(pixels))).toEqual(new Set([200]));
    expect(transform).toEqual({ scaleX: 0.5, scaleY: 1, offsetX: 0, offsetY: 0 });
  });
});

describe('cropPicture', () => {
  const picture = greys([0, 10, 20, 30, 40, 50, 60, 70, 80], 3, 3);

  it('gives the picture back for the whole of it', () => {
    const whole = { centreX: 1.5, centreY: 1.5, width: 3, height: 3, angle: 0 };
    expect(reds(cropPicture(picture, whole, 3, 3))).toEqual(reds(picture));
  });

  it('turns with the box', () => {
    const turned = { centreX: 1.5, centreY: 1.5, width: 3, height: 3, angle: Math.PI / 2 };
    // The crop's x axis points down the picture, so that its first row is the picture's last column.
    expect(reds(cropPicture(picture, turned, 3, 3))).toEqual([20, 50, 80, 10, 40, 70, 0, 30, 60]);
  });

  it('repeats the edge outside', () => {
    const beyond = { centreX: -1.5, centreY: 1.5, width: 3, height: 3, angle: 0 };
    expect(reds(cropPicture(picture, beyond, 3, 3))).toEqual([0, 0, 0, 30, 30, 30, 60, 60, 60]);
  });
});

describe('pictureTensor', () => {
  const pixels = pixelsFromRgb(Uint8Array.from([1, 2, 3, 4, 5, 6]), 2, 1);
  const spec = { fit: 'stretch', mean: [0, 0, 0], std: [1, 1, 1], pad: 0 } as const;

  it('lays channels last or first', () => {
    const last = pictureTensor(pixels, { ...spec, mean: [0, 0, 0], std: [1, 1, 1], order: 'RGB', layout: 'NHWC' });
    expect([last.shape, [...(last.data as Float32Array)]]).toEqual([
      [1, 1, 2, 3],
      [1, 2, 3, 4, 5, 6],
    ]);
    const first = pictureTensor(pixels, { ...spec, mean: [0, 0, 0], std: [1, 1, 1], order: 'RGB', layout: 'NCHW' });
    expect([first.shape, [...(first.data as Float32Array)]]).toEqual([
      [1, 3, 1, 2],
      [1, 4, 2, 5, 3, 6],
    ]);
  });

  it('applies mean and std in the order the network has its channels', () => {
    const tensor = pictureTensor(
      pixels,
      { ...spec, mean: [3, 2, 1], std: [1, 1, 2], order: 'BGR', layout: 'NHWC' },
      'int32',
    );
    expect([...(tensor.data as Int32Array)]).toEqual([0, 0, 0, 3, 3, 1]);
  });
});
