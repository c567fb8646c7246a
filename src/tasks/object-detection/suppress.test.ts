import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Detection } from './decode';
import { intersectionOverUnion, suppress } from './suppress';

const side = fc.integer({ min: 0, max: 12 });
const boxes = fc.tuple(side, side, side, side).map(([a, b, c, d]) => ({
  left: Math.min(a, c),
  top: Math.min(b, d),
  right: Math.max(a, c),
  bottom: Math.max(b, d),
}));

describe('intersectionOverUnion', () => {
  it('is what counting unit squares gives', () => {
    const covers = (box: { left: number; top: number; right: number; bottom: number }, x: number, y: number) =>
      x >= box.left && x < box.right && y >= box.top && y < box.bottom;
    fc.assert(
      fc.property(boxes, boxes, (a, b) => {
        let [both, either] = [0, 0];
        for (let x = 0; x < 12; x++) {
          for (let y = 0; y < 12; y++) {
            both += Number(covers(a, x, y) && covers(b, x, y));
            either += Number(covers(a, x, y) || covers(b, x, y));
          }
        }
        expect(intersectionOverUnion(a, b)).toBeCloseTo(either === 0 ? 0 : both / either, 12);
      }),
    );
  });
});

describe('suppress', () => {
  beforeAll(() => tf.setBackend('cpu'));

  /** Boxes in clusters, scores all different, so that the order is one only. */
  const crowd: fc.Arbitrary<Detection[]> = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.nat(60), fc.nat(60), fc.integer({ min: 5, max: 40 })), {
      maxLength: 60,
    })
    .map((cases) =>
      cases.map(([kind, left, top, size], index) => {
        const score = 0.35 + ((index * 37) % 61) / 100;
        return { kind, score, left, top, right: left + size, bottom: top + size + kind };
      }),
    );

  it('keeps what TensorFlow.js’ own suppression keeps of each kind', () => {
    fc.assert(
      fc.property(crowd, (candidates) => {
        const wanted = [0, 1, 2, 3].flatMap((kind) => {
          const own = candidates.filter((candidate) => candidate.kind === kind);
          if (own.length === 0) return [];
          const corners = own.map(({ left, top, right, bottom }) => [top, left, bottom, right]);
          const kept = tf.image.nonMaxSuppression(
            tf.tensor2d(corners),
            own.map(({ score }) => score),
            100,
            0.6,
          );
          return [...kept.dataSync()].map((index) => own[index]!);
        });
        const surestFirst = (a: Detection, b: Detection) => b.score - a.score;
        expect(suppress(candidates, 0.6, 100)).toEqual(wanted.sort(surestFirst));
      }),
      { numRuns: 40 },
    );
  });

  it('stops at its limit, surest first', () => {
    const apart = Array.from({ length: 300 }, (_, index) => {
      return { kind: 0, score: ((index * 7) % 300) / 300, left: index * 10, top: 0, right: index * 10 + 9, bottom: 9 };
    });
    const kept = suppress(apart, 0.6, 100).map(({ score }) => score);
    expect(kept).toEqual(
      apart
        .map(({ score }) => score)
        .sort((a, b) => b - a)
        .slice(0, 100),
    );
  });
});
