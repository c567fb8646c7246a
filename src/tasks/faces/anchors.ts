/**
 * Decoding of BlazeFace, the single-shot face detector of MediaPipe (Bazarevsky et al. 2019, arXiv:1907.05047).
 * All coordinates are pixels of the network's input.
 */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A detection: `points` are right eye, left eye, nose tip, mouth, right ear, left ear, as the person would say. */
export interface FaceBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** 0–1. */
  readonly score: number;
  readonly points: readonly Point[];
}

/** One of the detector's two grids: `logits` has one value an anchor, `boxes` sixteen. */
export interface Grid {
  readonly logits: ArrayLike<number>;
  readonly boxes: ArrayLike<number>;
  /** Anchors in each cell: 2 on the 16 × 16 grid, 6 on the 8 × 8 one. */
  readonly perCell: number;
}

const VALUES_PER_BOX = 16;
const POINTS = 6;

export const INPUT_SIZE = 256;

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** The detections of one grid that score at least `minScore`, in anchor order. */
export function decodeGrid({ logits, boxes, perCell }: Grid, minScore: number): FaceBox[] {
  const cells = Math.sqrt(logits.length / perCell);
  const step = INPUT_SIZE / cells;
  const found: FaceBox[] = [];
  for (let anchor = 0; anchor < logits.length; anchor++) {
    const score = sigmoid(logits[anchor]!);
    if (!(score >= minScore)) continue;
    const cell = Math.floor(anchor / perCell);
    const anchorX = ((cell % cells) + 0.5) * step;
    const anchorY = (Math.floor(cell / cells) + 0.5) * step;
    const at = anchor * VALUES_PER_BOX;
    const width = boxes[at + 2]!;
    const height = boxes[at + 3]!;
    const points: Point[] = [];
    for (let k = 0; k < POINTS; k++) {
      points.push({ x: anchorX + boxes[at + 4 + k * 2]!, y: anchorY + boxes[at + 5 + k * 2]! });
    }
    found.push({
      x: anchorX + boxes[at]! - width / 2,
      y: anchorY + boxes[at + 1]! - height / 2,
      width,
      height,
      score,
      points,
    });
  }
  return found;
}

type Rectangle = Pick<FaceBox, 'x' | 'y' | 'width' | 'height'>;

/** Intersection over union, 0–1. */
export function intersectionOverUnion(a: Rectangle, b: Rectangle): number {
  const across = Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x));
  const down = Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));
  const shared = across * down;
  const union = a.width * a.height + b.width * b.height - shared;
  return union > 0 ? shared / union : 0;
}

/**
 * Greedy non-maximum suppression: none is kept that overlaps a surer one by more than `maxOverlap`.
 * @returns the surest first
 */
export function suppress(boxes: readonly FaceBox[], maxOverlap: number): FaceBox[] {
  const kept: FaceBox[] = [];
  for (const box of boxes.toSorted((a, b) => b.score - a.score)) {
    if (kept.every((other) => intersectionOverUnion(box, other) <= maxOverlap)) kept.push(box);
  }
  return kept;
}
