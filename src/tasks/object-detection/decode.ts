import { labels } from './labels';

/** Distances from a cell's centre to a box's side come as a distribution over 0, 1, …, 10 strides. */
const BINS = 11;
const SIDES = 4;

/** More than any picture gives; bounds the work where a backend answers nonsense. NanoDet's detectors use the same figure. */
const MAX_CANDIDATES = 1000;

/** One of the head's feature maps: `side` × `side` cells, top row first. */
export interface Grid {
  readonly side: number;
  /** Length of a cell, frame pixels. */
  readonly stride: number;
  /** [cells × 80], 0 to 1. */
  readonly scores: Float32Array;
  /** [cells × 44]: logits of the distance to the left, top, right and bottom. */
  readonly distances: Float32Array;
}

/** A box in frame pixels. */
export interface Detection {
  /** Index into `labels`. */
  readonly kind: number;
  /** 0 to 1. */
  readonly score: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The mean of a distribution given by `BINS` logits, in bins: generalised focal loss, Li et al. 2020 (arXiv:2006.04388), equation 3. */
function expectedBin(logits: Float32Array, start: number): number {
  let highest = -Infinity;
  for (let bin = 0; bin < BINS; bin++) highest = Math.max(highest, logits[start + bin]!);
  let total = 0;
  let sum = 0;
  for (let bin = 0; bin < BINS; bin++) {
    // Less the highest, so that no exponential overflows.
    const weight = Math.exp(logits[start + bin]! - highest);
    total += weight;
    sum += weight * bin;
  }
  return sum / total;
}

/** Positions in `scores` that reach the threshold, the surest of them where they are too many. */
function hits(scores: Float32Array, threshold: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < scores.length; i++) if (scores[i]! >= threshold) found.push(i);
  if (found.length <= MAX_CANDIDATES) return found;
  return found.sort((a, b) => scores[b]! - scores[a]!).slice(0, MAX_CANDIDATES);
}

/**
 * Boxes of one grid before overlapping ones are dropped, cut off at the frame's edges, in no order.
 * Boxes are worked out for scores at or above the threshold alone, so that the time goes with what is in the picture.
 */
export function decodeGrid({ side, stride, scores, distances }: Grid, threshold: number): Detection[] {
  const kinds = labels.length;
  const frame = side * stride;
  const within = (value: number) => Math.min(frame, Math.max(0, value));
  return hits(scores, threshold).map((hit) => {
    const cell = Math.floor(hit / kinds);
    const x = ((cell % side) + 0.5) * stride;
    const y = (Math.floor(cell / side) + 0.5) * stride;
    const reach = (direction: number) => expectedBin(distances, (cell * SIDES + direction) * BINS) * stride;
    return {
      kind: hit % kinds,
      score: scores[hit]!,
      left: within(x - reach(0)),
      top: within(y - reach(1)),
      right: within(x + reach(2)),
      bottom: within(y + reach(3)),
    };
  });
}
