import { describe, expect, it } from 'vitest';
import { decodeGrid, intersectionOverUnion, suppress, type FaceBox } from './anchors';

/** A fine grid (16 × 16 cells, 2 anchors each) in which one anchor fires. */
function fineGrid(anchor: number, logit: number, values: readonly number[]) {
  const logits = new Float32Array(512).fill(-20);
  const boxes = new Float32Array(512 * 16);
  logits[anchor] = logit;
  boxes.set(values, anchor * 16);
  return { logits, boxes, perCell: 2 };
}

const face = (x: number, y: number, side: number, score: number): FaceBox => ({
  x,
  y,
  width: side,
  height: side,
  score,
  points: [],
});

describe('decoding', () => {
  it('places box and points relative to the centre of the anchor’s cell', () => {
    // Anchor 37 is the second of cell 18: column 2, row 1 of cells 16 pixels wide, centre (40, 24).
    const [found, ...rest] = decodeGrid(fineGrid(37, 2, [1, -2, 30, 20, 5, 6]), 0.5);
    expect(rest).toEqual([]);
    expect(found).toMatchObject({ x: 26, y: 12, width: 30, height: 20 });
    expect(found!.score).toBeCloseTo(1 / (1 + Math.exp(-2)), 6);
    expect(found!.points).toHaveLength(6);
    expect(found!.points[0]).toEqual({ x: 45, y: 30 });
    expect(found!.points[5]).toEqual({ x: 40, y: 24 });
  });

  it('reads six anchors a cell on the coarse grid', () => {
    const logits = new Float32Array(384).fill(-20);
    logits[383] = 3;
    const [found] = decodeGrid({ logits, boxes: new Float32Array(384 * 16), perCell: 6 }, 0.5);
    expect(found).toMatchObject({ x: 240, y: 240 });
  });

  it('keeps scores at the threshold, drops those below and those that are no number', () => {
    expect(decodeGrid(fineGrid(0, 0, []), 0.5)).toHaveLength(1);
    expect(decodeGrid(fineGrid(0, -0.01, []), 0.5)).toHaveLength(0);
    expect(decodeGrid(fineGrid(0, NaN, []), 0.5)).toHaveLength(0);
  });
});

describe('intersection over union', () => {
  it('is 1 for the same box, a third for half shared, 0 apart and for empty boxes', () => {
    expect(intersectionOverUnion(face(0, 0, 10, 1), face(0, 0, 10, 1))).toBe(1);
    expect(intersectionOverUnion(face(0, 0, 10, 1), face(5, 0, 10, 1))).toBeCloseTo(1 / 3);
    expect(intersectionOverUnion(face(0, 0, 10, 1), face(10, 0, 10, 1))).toBe(0);
    expect(intersectionOverUnion(face(0, 0, 0, 1), face(0, 0, 0, 1))).toBe(0);
  });
});

describe('suppression', () => {
  it('keeps the surest of overlapping boxes and all that stand apart', () => {
    const kept = suppress([face(0, 0, 10, 0.6), face(1, 0, 10, 0.9), face(40, 0, 10, 0.7)], 0.3);
    expect(kept.map(({ score }) => score)).toEqual([0.9, 0.7]);
  });
});
