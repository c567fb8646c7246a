import { readFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { pixelsFromRgb } from '../picture';
import type { Pixels } from '../types';
import { enlargeBicubic } from './bicubic';
import { MAX_PSNR_DB, picturePsnrDb, psnrDb } from './psnr';
import { pngBytes } from './sentBytes';
import { subjectOf } from './subject';

function greys(width: number, height: number, at: (x: number, y: number) => number): Pixels {
  const rgb = Array.from({ length: width * height * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return at(pixel % width, Math.floor(pixel / width));
  });
  return pixelsFromRgb(Uint8Array.from(rgb), width, height);
}
const reds = ({ data }: Pixels) => [...data].filter((_, index) => index % 4 === 0);

const floats = (...values: number[]) => Float32Array.from(values);

describe('PSNR', () => {
  it('is 20 log₁₀ of 255 over a difference that is the same everywhere', () => {
    expect(psnrDb(floats(10, 20, 30), floats(15, 15, 35))).toBeCloseTo(20 * Math.log10(255 / 5), 10);
    expect(psnrDb(floats(0, 0), floats(255, 255))).toBe(0);
  });

  it('stays a finite number where nothing differs', () => {
    expect(psnrDb(floats(1, 2), floats(1, 2))).toBe(MAX_PSNR_DB);
  });

  it('leaves opacity out', () => {
    const [a, b] = [Uint8ClampedArray.of(9, 9, 9, 255), Uint8ClampedArray.of(9, 9, 8, 0)];
    expect(picturePsnrDb(a, b)).toBeCloseTo(10 * Math.log10(255 ** 2 * 3), 10);
  });
});

describe('bicubic enlargement', () => {
  it('weighs four neighbours as Keys does', () => {
    // Twice as large, positions a quarter off: weights −9, 111, 29 and −3 over 128, and their mirror image.
    const row = greys(6, 1, (x) => (x === 2 ? 128 : 0));
    const darkened = reds(enlargeBicubic(row, 12, 1));
    expect(darkened.slice(2, 9)).toEqual([0, 29, 111, 111, 29, 0, 0]);
    const raised = reds(
      enlargeBicubic(
        greys(6, 1, (x) => (x === 2 ? 228 : 100)),
        12,
        1,
      ),
    );
    expect(raised.slice(1, 9)).toEqual([97, 91, 129, 211, 211, 129, 91, 97]);
  });

  it('is exact on a ramp, away from its ends', () => {
    const ramp = enlargeBicubic(
      greys(8, 8, (x, y) => 16 + 8 * x + 16 * y),
      16,
      16,
    );
    for (let y = 4; y < 12; y++) {
      for (let x = 4; x < 12; x++) {
        expect(ramp.data[(y * 16 + x) * 4]).toBe(16 + 8 * (x / 2 - 0.25) + 16 * (y / 2 - 0.25));
      }
    }
  });
});

describe('what is enlarged', () => {
  it('is the middle of the picture, with what it should come to', () => {
    // White left and right of a grey square of 8 × 8.
    const { small, truth } = subjectOf(
      greys(12, 8, (x) => (x < 2 || x >= 10 ? 255 : 7)),
      4,
      2,
    );
    expect([truth!.width, truth!.height, small.width, small.height]).toEqual([8, 8, 4, 4]);
    expect(new Set([...reds(truth!), ...reds(small)])).toEqual(new Set([7]));
  });

  it('has no truth where the picture is smaller than the enlargement', () => {
    const { small, truth } = subjectOf(
      greys(7, 20, () => 50),
      4,
      2,
    );
    expect(truth).toBeUndefined();
    expect([small.width, small.height]).toEqual([4, 4]);
  });

  it('has no holes', () => {
    const seeThrough = greys(8, 8, () => 50);
    seeThrough.data.fill(0);
    const { small, truth } = subjectOf(seeThrough, 4, 2);
    for (const { data } of [small, truth!]) {
      expect(data.filter((_, index) => index % 4 === 3).every((alpha) => alpha === 255)).toBe(true);
    }
  });
});

describe('bytes of the enlargement as a PNG', () => {
  it('are few for an even picture and all for noise', () => {
    const even = pngBytes(greys(64, 64, () => 90));
    expect(even).toBeGreaterThan(57);
    expect(even).toBeLessThan(400);
    let state = 1;
    const noise = pngBytes(greys(64, 64, () => (state = (state * 48271) % 2147483647) & 255));
    expect(noise).toBeGreaterThan(64 * 64 * 3 * 0.95);
  });

  it('are about what a PNG encoder makes of a photograph', () => {
    const file = new URL('../../../models/samples/astronaut.png', import.meta.url);
    const { width, height, data } = PNG.sync.read(readFileSync(file));
    const { truth } = subjectOf({ width, height, data: new Uint8ClampedArray(data) }, 128, 2);
    const png = new PNG({ width: 256, height: 256 });
    png.data = Buffer.from(truth!.data);
    const encoded = PNG.sync.write(png, { colorType: 2 }).length;
    expect(Math.abs(pngBytes(truth!) / encoded - 1)).toBeLessThan(0.15);
  });
});
