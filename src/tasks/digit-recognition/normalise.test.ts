import { describe, expect, it } from 'vitest';
import { draw, type Pen } from '../../../models/digits/train/draw';
import { inkOf } from './ink';
import { normaliseInk, SIDE } from './normalise';

const three = 's 24,14 48,5 70,16 68,36 45,47 | s 45,47 72,54 78,74 60,92 38,95 20,82';
const seen = (pen: Partial<Pen> = {}, strokes = three) =>
  normaliseInk(inkOf(draw(strokes, { size: 200, width: 0.1, ...pen }))!);
const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0);
const apart = (a: Float32Array, b: Float32Array) => sum(a.map((value, p) => Math.abs(value - b[p]!))) / sum(b);

const moved = (x: number, y: number): Partial<Pen> => ({ margin: 0.3, move: (at) => [at[0] + x, at[1] + y] });

describe('the picture that the network sees', () => {
  it('is the same wherever the drawing is', () => {
    const middle = seen(moved(0, 0));
    for (const [x, y] of [
      [-60, -60],
      [60, 40],
      [0, 60],
    ] as const) {
      expect(apart(seen(moved(x, y)), middle)).toBeLessThan(0.15);
    }
  });

  it('is the same however large the drawing is', () => {
    for (const pen of [{ margin: 0.02 }, { margin: 0.35 }, { size: 900 }, { size: 640 }, { size: 64 }]) {
      expect(apart(seen(pen), seen()), JSON.stringify(pen)).toBeLessThan(0.15);
    }
  });

  it('keeps proportions in a box of 20 pixels', () => {
    const values = seen({}, 'l 50,5 50,95');
    const rows = Array.from({ length: SIDE }, (_, y) => sum(values.subarray(y * SIDE, (y + 1) * SIDE)));
    expect(rows.filter((row) => row > 0.5)).toHaveLength(20);
    expect(Math.max(...rows)).toBeLessThan(4);
  });

  it('has its centre of mass in the middle, within half a pixel', () => {
    const values = seen({}, 'l 10,10 10,95 90,95');
    let [x, y] = [0, 0];
    for (const [p, value] of values.entries()) {
      x += value * ((p % SIDE) + 0.5);
      y += value * (Math.floor(p / SIDE) + 0.5);
    }
    expect(Math.abs(x / sum(values) - SIDE / 2)).toBeLessThanOrEqual(0.5);
    expect(Math.abs(y / sum(values) - SIDE / 2)).toBeLessThanOrEqual(0.5);
  });

  it('keeps a line that is thin enough to vanish', () => {
    const thin = seen({ size: 256, width: 0.008 });
    expect(sum(thin)).toBeGreaterThan(sum(seen()) * 0.5);
    expect(Math.max(...thin)).toBeCloseTo(1, 1);
  });

  it('takes a dot', () => {
    expect(sum(seen({ margin: 0.45 }, 'l 50,50 50,51'))).toBeGreaterThan(100);
  });
});
