import { expect, it } from 'vitest';
import type { Mask } from '../types';
import { SoftEdge } from './edge';

function maskOf(width: number, height: number, value: (x: number, y: number) => number): Mask {
  const values = Uint8ClampedArray.from({ length: width * height }, (_, i) => value(i % width, Math.floor(i / width)));
  return { width, height, values };
}

function softened(mask: Mask): Uint8ClampedArray {
  const edge = new SoftEdge();
  edge.read(mask);
  return edge.alpha;
}

it('leaves what is sure as it is, up to the border', () => {
  expect(softened(maskOf(5, 4, () => 255)).every((alpha) => alpha === 255)).toBe(true);
  expect(softened(maskOf(5, 4, () => 0)).every((alpha) => alpha === 0)).toBe(true);
});

it('makes nothing of doubt, and a ramp of a step', () => {
  expect(softened(maskOf(8, 8, () => 80)).every((alpha) => alpha === 0)).toBe(true);
  const row = [...softened(maskOf(8, 8, (x) => (x < 4 ? 255 : 0))).subarray(0, 8)];
  expect(row.slice(0, 3)).toEqual([255, 255, 255]);
  expect(row[3]).toBeGreaterThan(200);
  expect(row.slice(4)).toEqual([0, 0, 0, 0]);
});

it('evens out a chequered edge', () => {
  const [first, ...others] = softened(maskOf(6, 6, (x, y) => ((x + y) % 2 ? 255 : 60))).subarray(14, 16);
  expect(Math.abs(first! - others[0]!)).toBeLessThan(4);
});

it('keeps its memory while the size stays', () => {
  const edge = new SoftEdge();
  edge.read(maskOf(8, 8, () => 255));
  const { alpha } = edge;
  edge.read(maskOf(8, 8, () => 0));
  expect(edge.alpha).toBe(alpha);
  edge.read(maskOf(4, 2, () => 255));
  expect([edge.width, edge.height, edge.alpha.length]).toEqual([4, 2, 8]);
});
