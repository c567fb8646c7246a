import { describe, expect, it } from 'vitest';
import { cropOnCanvas, resizeOnCanvas } from './canvas';
import { cropBySamples, resizeByTaps } from './picture';
import type { Pixels } from './types';

async function sample(name: string): Promise<Pixels> {
  const bitmap = await createImageBitmap(await (await fetch(`/samples/${name}`)).blob());
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}

/** Mean absolute difference over all channels, 0–255. */
function difference(a: Pixels, b: Pixels): number {
  expect([a.width, a.height]).toEqual([b.width, b.height]);
  return a.data.reduce((sum, value, i) => sum + Math.abs(value - b.data[i]!), 0) / a.data.length;
}

describe('resizeOnCanvas', () => {
  it.each([
    ['a third', 171, 171],
    ['a network’s frame', 192, 192],
    ['squeezed', 64, 200],
    ['larger', 700, 700],
    ['small', 64, 64],
  ])('comes to what the exact filter comes to: %s', async (_, width, height) => {
    const picture = await sample('astronaut.jpg');
    const exact = resizeByTaps(picture, width, height);
    expect(difference(resizeOnCanvas(picture, width, height)!, exact)).toBeLessThan(3);
  });

  it('leaves to others what it gets wrong', async () => {
    expect(resizeOnCanvas(await sample('astronaut.jpg'), 400, 3)).toBeUndefined();
  });

  it('skips no pixel when shrinking: fine stripes become grey', () => {
    const data = new Uint8ClampedArray(512 * 512 * 4).map((_, i) => (i % 4 === 3 || ((i >> 2) & 1) === 1 ? 255 : 0));
    const { data: small } = resizeOnCanvas({ width: 512, height: 512, data }, 100, 100)!;
    const greys = small.filter((_, i) => i % 4 === 0);
    expect(Math.min(...greys)).toBeGreaterThan(90);
    expect(Math.max(...greys)).toBeLessThan(165);
  });

  it('takes each picture anew, also of the same size', () => {
    const plain = (grey: number): Pixels => ({ width: 8, height: 8, data: new Uint8ClampedArray(256).fill(grey) });
    const opaque = (pixels: Pixels): Pixels => ({
      ...pixels,
      data: pixels.data.map((v, i) => (i % 4 === 3 ? 255 : v)),
    });
    expect(resizeOnCanvas(opaque(plain(10)), 4, 4)!.data[0]).toBe(10);
    expect(resizeOnCanvas(opaque(plain(200)), 4, 4)!.data[0]).toBe(200);
  });
});

describe('cropOnCanvas', () => {
  const upright = { centreX: 225, centreY: 125, width: 150, height: 150, angle: 0 };
  it.each([
    ['upright', upright, 192, 192],
    ['turned', { ...upright, angle: 0.7 }, 192, 192],
    ['upside down', { ...upright, width: 200, height: 120, angle: Math.PI }, 200, 120],
    ['smaller', { ...upright, width: 220, height: 220 }, 160, 160],
  ])('comes to what bilinear samples come to: %s', async (_, box, width, height) => {
    const picture = await sample('astronaut.jpg');
    const exact = cropBySamples(picture, box, width, height);
    expect(difference(cropOnCanvas(picture, box, width, height)!, exact)).toBeLessThan(3);
  });

  it.each([
    ['a corner', { ...upright, centreX: 30, centreY: 20, angle: 0.4 }],
    ['the right side', { ...upright, centreX: 500, centreY: 300, angle: -0.2 }],
    ['all sides', { centreX: 256, centreY: 256, width: 700, height: 700, angle: 0.5 }],
  ])('repeats edge pixels beyond %s', async (_, box) => {
    const picture = await sample('astronaut.jpg');
    const exact = cropBySamples(picture, box, 192, 192);
    expect(difference(cropOnCanvas(picture, box, 192, 192)!, exact)).toBeLessThan(box.width > 192 ? 9 : 3);
  });
});
