import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeTags, type Rectangle, type Size } from './tags';

const frame: Size = { width: 320, height: 240 };
const tag: Size = { width: 70, height: 18 };

describe('placeTags', () => {
  it('sets a tag on the upper edge of its box, or inside where there is no room above', () => {
    const boxes = [
      { x: 20, y: 50, width: 100, height: 100 },
      { x: 200, y: 0, width: 100, height: 100 },
    ];
    expect(
      placeTags(
        boxes.map((box) => ({ box, tag })),
        frame,
      ),
    ).toEqual([
      { x: 20, y: 32 },
      { x: 200, y: 0 },
    ]);
  });

  it('gives boxes that lie on one another tags that do not', () => {
    const box = { x: 10, y: 10, width: 200, height: 200 };
    const [first, second, third] = placeTags(
      [1, 2, 3].map(() => ({ box, tag })),
      frame,
    );
    expect(first).toEqual({ x: 10, y: 0 });
    expect([second, third]).not.toContain(undefined);
    expect(new Set([first, second, third].map((spot) => `${spot!.x},${spot!.y}`)).size).toBe(3);
  });

  it('leaves a tag out rather than over another, or where it is wider than the picture', () => {
    const tiny = { x: 150, y: 100, width: 2, height: 2 };
    const spots = placeTags(
      new Array(30).fill(0).map(() => ({ box: tiny, tag })),
      frame,
    );
    expect(spots[0]).toBeDefined();
    expect(spots.at(-1)).toBeUndefined();
    expect(placeTags([{ box: tiny, tag: { width: 400, height: 18 } }], frame)).toEqual([undefined]);
  });

  it('never lets tags overlap or leave the picture', () => {
    const box = fc
      .tuple(fc.nat(319), fc.nat(239), fc.integer({ min: 1, max: 320 }), fc.integer({ min: 1, max: 240 }))
      .map(([x, y, width, height]): Rectangle => ({ x, y, width, height }));
    const width = fc.integer({ min: 20, max: 140 });
    fc.assert(
      fc.property(fc.array(fc.tuple(box, width), { maxLength: 60 }), (cases) => {
        const wanted = cases.map(([box, width]) => ({ box, tag: { width, height: 18 } }));
        const placed = placeTags(wanted, frame).flatMap((spot, index) =>
          spot ? [{ ...spot, ...wanted[index]!.tag }] : [],
        );
        for (const [index, a] of placed.entries()) {
          expect(a.x >= 0 && a.y >= 0 && a.x + a.width <= 320 && a.y + a.height <= 240).toBe(true);
          for (const b of placed.slice(index + 1)) {
            const apart =
              a.x >= b.x + b.width || b.x >= a.x + a.width || a.y >= b.y + b.height || b.y >= a.y + a.height;
            expect(apart).toBe(true);
          }
        }
      }),
    );
  });
});
