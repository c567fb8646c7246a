import { describe, expect, it } from 'vitest';
import { draw } from '../../../models/digits/train/draw';
import { seededRandom } from '../../domain/random';
import type { Pixels } from '../types';
import { inkOf } from './ink';

const strokes = 'l 20,10 80,8 46,95';
const drawing = (pen: { ink?: number; paper?: number } = {}) => draw(strokes, { size: 100, width: 0.1, ...pen });

function changed(picture: Pixels, change: (grey: number, x: number, y: number) => number): Pixels {
  const data = picture.data.slice();
  for (let p = 0; p < picture.width * picture.height; p++) {
    const grey = change(data[p * 4]!, p % picture.width, Math.floor(p / picture.width));
    data.fill(grey, p * 4, p * 4 + 3);
  }
  return { ...picture, data };
}

const sheet: Pixels = { width: 80, height: 60, data: new Uint8ClampedArray(80 * 60 * 4).fill(255) };
const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('finding the ink', () => {
  it('finds none on an empty sheet: white, black, grainy, or lit from one side', () => {
    const random = seededRandom(1);
    expect(inkOf(sheet)).toBeUndefined();
    expect(inkOf(changed(sheet, () => 0))).toBeUndefined();
    expect(inkOf(changed(sheet, () => 200 + 8 * random()))).toBeUndefined();
    expect(inkOf(changed(sheet, (_, x, y) => 120 + x + y / 2))).toBeUndefined();
  });

  it('finds the same whether ink is darker or lighter than paper, strong or pale', () => {
    const dark = inkOf(drawing())!;
    for (const pen of [
      { ink: 255, paper: 0 },
      { ink: 150, paper: 210 },
      { ink: 160, paper: 90 },
    ]) {
      const other = inkOf(drawing(pen))!;
      expect(mean(dark.values.map((value, p) => Math.abs(value - other.values[p]!)))).toBeLessThan(0.005);
    }
  });

  it('sees through a lamp on one side', () => {
    const even = inkOf(drawing())!;
    const lit = inkOf(changed(drawing(), (grey, x) => (grey * (250 - x)) / 255))!;
    const paperAsInk = lit.values.filter((value, p) => value > 0.5 && even.values[p]! < 0.1);
    const inkAsPaper = lit.values.filter((value, p) => value < 0.5 && even.values[p]! > 0.9);
    expect([paperAsInk.length, inkAsPaper.length]).toEqual([0, 0]);
  });

  it('finds a line that runs off the picture, and takes what is transparent for white', () => {
    const off = inkOf(draw('l -30,20 130,80', { size: 100, width: 0.15 }))!;
    expect(off.values[50 * 100 + 50]).toBe(1);
    expect(mean(off.values)).toBeLessThan(0.3);
    const { data, ...size } = drawing();
    const clear = data.map((value, i) => (i % 4 === 3 ? (data[i - 1] === 255 ? 0 : 255) : value));
    expect(mean(inkOf({ ...size, data: clear })!.values)).toBeCloseTo(mean(inkOf(drawing())!.values), 2);
  });
});
