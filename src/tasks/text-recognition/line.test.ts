import { describe, expect, it } from 'vitest';
import type { PictureSpec } from '../../models/card';
import { bucketWidth, LINE_HEIGHT, lineTensor } from './line';

const spec: PictureSpec = {
  fit: 'letterbox',
  order: 'BGR',
  layout: 'NCHW',
  mean: [127.5, 127.5, 127.5],
  std: [127.5, 127.5, 127.5],
  pad: 127.5,
};

/** Red is the column, green the row, blue 0. */
function ramp(width: number, height: number) {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let p = 0; p < width * height; p++) data.set([p % width, Math.floor(p / width), 0], p * 4);
  return { width, height, data };
}

const level = (value: number | bigint | undefined): number => Number(value) * 127.5 + 127.5;

describe('bucketWidth', () => {
  it.each([
    [1, 320],
    [320, 320],
    [321, 640],
    [2000, 2240],
    [9000, 2560],
  ])('puts a line %i pixels wide into %i', (natural, bucket) => {
    expect(bucketWidth(natural)).toBe(bucket);
  });
});

describe('lineTensor', () => {
  it('copies an upright line of height 48 as it is, blue first, and pads with the neutral grey', () => {
    const box = { centreX: 60, centreY: 44, width: 100, height: LINE_HEIGHT, angle: 0 };
    const { shape, data } = lineTensor(ramp(200, 100), box, spec);
    expect(shape).toEqual([1, 3, 48, 320]);
    const plane = 48 * 320;
    // The box spans columns 10–109 and rows 20–67.
    expect(level(data[0])).toBeCloseTo(0, 4);
    expect(level(data[plane])).toBeCloseTo(20, 4);
    expect(level(data[2 * plane])).toBeCloseTo(10, 4);
    expect(level(data[2 * plane + 47 * 320 + 99])).toBeCloseTo(109, 4);
    expect(level(data[plane + 47 * 320 + 99])).toBeCloseTo(67, 4);
    expect([data[100], data[plane + 100], data[3 * plane - 1]]).toEqual([0, 0, 0]);
  });

  it('reads a box turned a quarter clockwise from top to bottom', () => {
    const box = { centreX: 100, centreY: 60, width: 100, height: LINE_HEIGHT, angle: Math.PI / 2 };
    const { data } = lineTensor(ramp(200, 120), box, spec);
    const plane = 48 * 320;
    // The text's first pixel is the box's upper right in the picture: column 123, row 10; the next lies one row down.
    expect(level(data[2 * plane])).toBeCloseTo(123, 4);
    expect(level(data[plane])).toBeCloseTo(10, 4);
    expect(level(data[plane + 1])).toBeCloseTo(11, 4);
    expect(level(data[2 * plane + 320])).toBeCloseTo(122, 4);
  });

  it('averages when it shrinks large lettering: fine stripes turn grey', () => {
    const width = 960;
    const data = new Uint8ClampedArray(width * 480 * 4).fill(255);
    for (let y = 1; y < 480; y += 2) data.fill(0, y * width * 4, (y + 1) * width * 4);
    const box = { centreX: 480, centreY: 240, width: 960, height: 480, angle: 0 };
    const tensor = lineTensor({ width, height: 480, data }, box, spec);
    expect(level(tensor.data[24 * 320 + 40])).toBeGreaterThan(110);
    expect(level(tensor.data[24 * 320 + 40])).toBeLessThan(145);
  });

  it('squeezes what is longer than the widest bucket', () => {
    const box = { centreX: 400, centreY: 2, width: 800, height: 4, angle: 0 };
    const { shape, data } = lineTensor(ramp(200, 4), box, spec);
    expect(shape).toEqual([1, 3, 48, 2560]);
    expect(data.length).toBe(3 * 48 * 2560);
  });
});
