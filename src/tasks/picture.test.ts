import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { cropPicture, fitPicture, pictureTensor, pixelsFromRgb, resizePixels, type CropBox } from './picture';
import { recycle } from './pixels/scratch';
import { resizeByTaps } from './pixels/taps';
import type { Pixels } from './types';

/** One row or column of greys. */
function greys(values: readonly number[], width: number, height: number): Pixels {
  return pixelsFromRgb(Uint8Array.from(values.flatMap((value) => [value, value, value])), width, height);
}
const reds = ({ data }: Pixels) => [...data].filter((_, index) => index % 4 === 0);

function sample(name: string): Pixels {
  const { width, height, data } = PNG.sync.read(readFileSync(`models/samples/${name}.png`));
  return { width, height, data: new Uint8ClampedArray(data) };
}

/** Mean absolute difference over all channels, 0–255. */
function difference(a: Pixels, b: Pixels): number {
  expect([a.width, a.height]).toEqual([b.width, b.height]);
  return a.data.reduce((sum, value, i) => sum + Math.abs(value - b.data[i]!), 0) / a.data.length;
}

/** Black and white columns in turn, one pixel wide. */
function stripes(width: number, height: number): Pixels {
  return greys(
    Array.from({ length: width * height }, (_, p) => ((p % width) % 2 ? 0 : 255)),
    width,
    height,
  );
}

describe('resizePixels', () => {
  const astronaut = sample('astronaut');

  it.each([
    ['a third', 171, 171],
    ['a network’s frame', 192, 192],
    ['half', 256, 256],
    ['a little smaller', 400, 400],
    ['squeezed', 64, 200],
    ['larger', 700, 700],
    ['small', 64, 64],
    ['a pixel', 1, 1],
  ])('comes to what an exact filter comes to: %s', (_, width, height) => {
    const exact = resizeByTaps(astronaut, width, height);
    expect(difference(resizePixels(astronaut, width, height), exact)).toBeLessThan(3);
  });

  it('comes close to it in frames that no network has', () => {
    for (const [width, height] of [
      [400, 3],
      [1, 512],
      [512, 1],
      [3, 2],
    ] as const) {
      const exact = resizeByTaps(astronaut, width, height);
      expect(difference(resizePixels(astronaut, width, height), exact)).toBeLessThan(6);
    }
  });

  it.each([
    [513, 32],
    [1025, 128],
    [853, 192],
    [515, 258],
    [640, 427],
  ])('leaves an edge where it is: %i to %i', (from, to) => {
    const at = 0.9 * from;
    // Coverage of the pixel that the edge runs through.
    const row = Array.from({ length: from }, (_, x) => 255 * Math.min(1, Math.max(0, at - x)));
    const covered = reds(resizePixels(greys(row, from, 1), to, 1)).reduce((sum, value) => sum + value / 255, 0);
    expect(Math.abs(covered - (at / from) * to)).toBeLessThan(0.15);
  });

  it('loses no line of one pixel, wherever it lies, where a wide photograph is fitted into a frame', () => {
    for (const line of [426, 427, 428, 429]) {
      const rows = Array.from({ length: 853 }, (_, y) => (y === line ? 255 : 0));
      const ink = reds(resizePixels(greys(rows, 1, 853), 1, 427)).reduce((sum, value) => sum + value, 0);
      expect(ink).toBeGreaterThan(100);
      expect(ink).toBeLessThan(160);
    }
  });

  it('makes the picture neither lighter nor darker', () => {
    const mean = ({ data }: Pixels) => data.reduce((sum, value) => sum + value, 0) / data.length;
    for (const side of [256, 100, 50, 16, 1]) {
      expect(Math.abs(mean(resizePixels(astronaut, side, side)) - mean(astronaut))).toBeLessThan(1);
    }
  });

  it('skips no pixel when shrinking: fine stripes become grey', () => {
    for (const [width, height] of [
      [100, 100],
      [128, 40],
      [37, 37],
    ] as const) {
      const shades = reds(resizePixels(stripes(256, 256), width, height));
      expect(Math.min(...shades)).toBeGreaterThan(120);
      expect(Math.max(...shades)).toBeLessThan(135);
    }
  });

  it('takes each picture anew, also of the same size, and the same one at several sizes', () => {
    const dark = greys(new Array<number>(64).fill(10), 8, 8);
    const light = greys(new Array<number>(64).fill(200), 8, 8);
    for (const [picture, grey] of [
      [dark, 10],
      [light, 200],
      [dark, 10],
    ] as const) {
      for (const side of [4, 2, 3, 1]) {
        expect(new Set(reds(resizePixels(picture, side, side)))).toEqual(new Set([grey]));
      }
    }
  });

  it('reads pixels that lie anywhere in shared memory', () => {
    const memory = new SharedArrayBuffer(astronaut.data.length + 1);
    const data = new Uint8ClampedArray(memory, 1);
    data.set(astronaut.data);
    expect(resizePixels({ ...astronaut, data }, 100, 100).data).toEqual(resizePixels(astronaut, 100, 100).data);
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

/** Bilinear samples of a turned rectangle in floating point, edge pixels repeated: plainly written, one channel at a time. */
function bilinearCrop({ width, height, data }: Pixels, box: CropBox, outWidth: number, outHeight: number): Pixels {
  const at = (x: number, y: number, c: number) => {
    const [column, row] = [Math.min(width - 1, Math.max(0, x)), Math.min(height - 1, Math.max(0, y))];
    return data[(row * width + column) * 4 + c]!;
  };
  const cut = new Uint8ClampedArray(outWidth * outHeight * 4);
  for (let t = 0; t < cut.length; t++) {
    const p = t >> 2;
    const u = (((p % outWidth) + 0.5) / outWidth - 0.5) * box.width;
    const v = ((Math.floor(p / outWidth) + 0.5) / outHeight - 0.5) * box.height;
    const x = box.centreX + u * Math.cos(box.angle) - v * Math.sin(box.angle) - 0.5;
    const y = box.centreY + u * Math.sin(box.angle) + v * Math.cos(box.angle) - 0.5;
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const mix = (a: number, b: number, share: number) => a + (b - a) * share;
    const row = (below: number) => mix(at(left, top + below, t % 4), at(left + 1, top + below, t % 4), x - left);
    cut[t] = mix(row(0), row(1), y - top);
  }
  return { width: outWidth, height: outHeight, data: cut };
}

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

describe('cropPicture of a sample', () => {
  const astronaut = sample('astronaut');
  const upright = { centreX: 225, centreY: 125, width: 150, height: 150, angle: 0 };

  it.each([
    ['upright', upright, 192, 192],
    ['turned', { ...upright, angle: 0.7 }, 192, 192],
    ['upside down', { ...upright, width: 200, height: 120, angle: Math.PI }, 200, 120],
    ['over a corner', { ...upright, centreX: 30, centreY: 20, angle: 0.4 }, 192, 192],
    ['over the right side', { ...upright, centreX: 500, centreY: 300, angle: -0.2 }, 192, 192],
    [
      'smaller, over all sides',
      { ...upright, centreX: 256, centreY: 256, width: 700, height: 700, angle: 0.3 },
      192,
      192,
    ],
    ['much smaller', { ...upright, centreX: 256, centreY: 256, width: 400, height: 400, angle: 1 }, 48, 48],
  ])('comes to what bilinear samples of it at its own size come to, averaged: %s', (_, box, width, height) => {
    const finer = Math.max(1, Math.ceil(box.width / width));
    const exact = resizeByTaps(bilinearCrop(astronaut, box, width * finer, height * finer), width, height);
    expect(difference(cropPicture(astronaut, box, width, height), exact)).toBeLessThan(finer > 1 ? 3 : 0.5);
  });

  it('averages the pixels of a large one, where single samples would see stripes', () => {
    const box = { centreX: 32, centreY: 32, width: 64, height: 64, angle: 0 };
    for (const shade of reds(cropPicture(stripes(64, 64), box, 16, 16)))
      expect(Math.abs(shade - 127.5)).toBeLessThan(1);
  });
});

describe('a broken box', () => {
  it.each([NaN, Infinity, -Infinity, 0, -5, 1e30])('of side %d gives a picture all the same', (side) => {
    const picture = greys([0, 10, 20, 30, 40, 50, 60, 70, 80], 3, 3);
    for (const box of [
      { centreX: 1, centreY: 1, width: side, height: side, angle: 0 },
      { centreX: side, centreY: side, width: 3, height: 3, angle: side },
    ]) {
      expect(cropPicture(picture, box, 4, 4).data).toHaveLength(64);
    }
  });
});

describe('memory', () => {
  it('that is recycled is written over, and leaves no trace of the answer before', () => {
    const spec = { fit: 'letterbox', mean: [0, 0, 0], std: [1, 1, 1], order: 'RGB', layout: 'NHWC', pad: 0 } as const;
    const feed = (picture: Pixels) => {
      const { pixels } = fitPicture(picture, 16, 16, 'letterbox', 7);
      return pictureTensor(pixels, { ...spec, mean: [0, 0, 0], std: [1, 1, 1] }).data as Float32Array;
    };
    const wide = greys(new Array<number>(32).fill(200), 8, 4);
    const tall = greys(new Array<number>(32).fill(90), 4, 8);
    const alone = [feed(wide), feed(tall)].map((data) => data.slice());
    recycle();
    const first = feed(wide);
    expect(first).toEqual(alone[0]);
    const second = feed(tall);
    expect(first).toEqual(alone[0]);
    expect(second).toEqual(alone[1]);
    recycle();
    const third = feed(tall);
    expect(third).toEqual(alone[1]);
    expect([first.buffer, second.buffer]).toContain(third.buffer);
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
