import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convexHull, corners, minAreaRect, unclip } from './rectangle';

describe('convexHull', () => {
  it('drops points inside, on edges and repeated', () => {
    const hull = convexHull([0, 0, 2, 0, 4, 0, 1, 1, 2, 1, 0, 2, 0, 2, 4, 2]);
    expect([...hull].length).toBe(8);
    expect(new Set(pairs(hull))).toEqual(new Set(['0,0', '4,0', '4,2', '0,2']));
  });

  it('shrinks a straight row of points to its ends and a repeated point to one', () => {
    expect(pairs(convexHull([0, 0, 1, 1, 2, 2, 3, 3]))).toEqual(['0,0', '3,3']);
    expect(pairs(convexHull([5, 7, 5, 7]))).toEqual(['5,7']);
  });
});

describe('minAreaRect', () => {
  it('finds the 3-4-5 rectangle again', () => {
    // Sides of 10 along (4, 3) / 5 and 5 along (-3, 4) / 5, from the corner (3, 0).
    const rect = minAreaRect(convexHull([3, 0, 0, 4, 11, 6, 8, 10]));
    expect(rect.width).toBeCloseTo(10, 9);
    expect(rect.height).toBeCloseTo(5, 9);
    expect(rect.angle).toBeCloseTo(Math.atan2(3, 4), 9);
    expect([rect.centreX, rect.centreY]).toEqual([expect.closeTo(5.5, 9), expect.closeTo(5, 9)]);
  });

  it('gives a single point no size', () => {
    expect(minAreaRect(convexHull([5, 7]))).toEqual({ centreX: 5, centreY: 7, width: 0, height: 0, angle: 0 });
  });

  it('holds every point and is no larger than the upright box', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }));
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 30 }), (points) => {
        const sorted = [...points].sort((a, b) => a[1] - b[1] || a[0] - b[0]);
        const { centreX, centreY, width, height, angle } = minAreaRect(convexHull(sorted.flat()));
        for (const [x, y] of points) {
          const u = (x - centreX) * Math.cos(angle) + (y - centreY) * Math.sin(angle);
          const v = (y - centreY) * Math.cos(angle) - (x - centreX) * Math.sin(angle);
          expect(Math.abs(u)).toBeLessThanOrEqual(width / 2 + 1e-6);
          expect(Math.abs(v)).toBeLessThanOrEqual(height / 2 + 1e-6);
        }
        const spread = (values: number[]) => Math.max(...values) - Math.min(...values);
        expect(width * height).toBeLessThanOrEqual(
          spread(points.map(([x]) => x)) * spread(points.map(([, y]) => y)) + 1e-6,
        );
        expect(Math.abs(angle)).toBeLessThanOrEqual(Math.PI / 4 + 1e-9);
      }),
    );
  });
});

describe('unclip', () => {
  it('grows each side by area × ratio ÷ perimeter', () => {
    // 40 × 10: 400 × 1.5 ÷ 100 = 6 on every side.
    const box = unclip({ centreX: 9, centreY: 8, width: 40, height: 10, angle: 0.2 }, 1.5);
    expect(box).toEqual({ centreX: 9, centreY: 8, width: 52, height: 22, angle: 0.2 });
  });
});

describe('corners', () => {
  it('starts at the upper left of the text and goes clockwise', () => {
    expect([...corners({ centreX: 10, centreY: 20, width: 6, height: 4, angle: 0 })]).toEqual([
      7, 18, 13, 18, 13, 22, 7, 22,
    ]);
    const quarter = corners({ centreX: 10, centreY: 20, width: 6, height: 4, angle: Math.PI / 2 });
    [12, 17, 12, 23, 8, 23, 8, 17].forEach((value, i) => expect(quarter[i]).toBeCloseTo(value, 9));
  });
});

function pairs(points: Float64Array): string[] {
  return Array.from({ length: points.length / 2 }, (_, i) => `${points[i * 2]},${points[i * 2 + 1]}`);
}
