import type { CropBox } from '../picture';

/**
 * Convex hull by Andrew's monotone chain.
 * @param points x, y, x, y …, ordered by y, then x
 * @returns the corners in the same form, each once, in turning order; duplicates and points on an edge are left out
 */
export function convexHull(points: ArrayLike<number>): Float64Array {
  const count = points.length / 2;
  const hull = new Float64Array(points.length * 2 + 2);
  let size = 0;
  const add = (index: number, floor: number) => {
    const x = points[index * 2]!;
    const y = points[index * 2 + 1]!;
    while (size > floor) {
      const bx = hull[size * 2 - 2]!;
      const by = hull[size * 2 - 1]!;
      const ax = size > 1 ? hull[size * 2 - 4]! : bx;
      const ay = size > 1 ? hull[size * 2 - 3]! : by;
      if (size === 1 ? bx !== x || by !== y : (by - ay) * (x - bx) - (bx - ax) * (y - by) > 0) break;
      size--;
    }
    hull[size * 2] = x;
    hull[size * 2 + 1] = y;
    size++;
  };
  for (let i = 0; i < count; i++) add(i, 0);
  const turn = size;
  for (let i = count - 2; i >= 0; i--) add(i, turn);
  // The chain back ends on the point it started from.
  if (size > 1) size--;
  return hull.slice(0, size * 2);
}

/**
 * The smallest rectangle around a convex hull: one of its sides lies on an edge of the hull (Freeman and Shapira, 1975).
 * The angle is within ±45°, so that `width` runs across the picture rather than down.
 */
export function minAreaRect(hull: Float64Array): CropBox {
  const corners = hull.length / 2;
  let best: CropBox = { centreX: hull[0]!, centreY: hull[1]!, width: 0, height: 0, angle: 0 };
  let bestArea = Infinity;
  for (let edge = 0; edge < corners && corners > 1; edge++) {
    const next = (edge + 1) % corners;
    const along = Math.atan2(hull[next * 2 + 1]! - hull[edge * 2 + 1]!, hull[next * 2]! - hull[edge * 2]!);
    const angle = along - Math.round(along / (Math.PI / 2)) * (Math.PI / 2);
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    let minU = Infinity;
    let maxU = -Infinity;
    let minV = Infinity;
    let maxV = -Infinity;
    for (let i = 0; i < hull.length; i += 2) {
      const u = hull[i]! * cos + hull[i + 1]! * sin;
      const v = hull[i + 1]! * cos - hull[i]! * sin;
      minU = Math.min(minU, u);
      maxU = Math.max(maxU, u);
      minV = Math.min(minV, v);
      maxV = Math.max(maxV, v);
    }
    const area = (maxU - minU) * (maxV - minV);
    if (area >= bestArea) continue;
    bestArea = area;
    const u = (minU + maxU) / 2;
    const v = (minV + maxV) / 2;
    best = {
      centreX: u * cos - v * sin,
      centreY: u * sin + v * cos,
      width: maxU - minU,
      height: maxV - minV,
      angle,
    };
  }
  return best;
}

/**
 * Grows a box on all sides by area × ratio ÷ perimeter: detection is trained on shrunk text regions, and this undoes
 * the shrinking (Liao et al., "Real-time scene text detection with differentiable binarization", 2020, section 3.4).
 */
export function unclip(box: CropBox, ratio: number): CropBox {
  const distance = (box.width * box.height * ratio) / (2 * (box.width + box.height));
  return { ...box, width: box.width + 2 * distance, height: box.height + 2 * distance };
}

/** Corners x, y, x, y … from the upper left, clockwise as seen along the text. */
export function corners({ centreX, centreY, width, height, angle }: CropBox): Float64Array {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const out = new Float64Array(8);
  const signs = [-1, -1, 1, -1, 1, 1, -1, 1];
  for (let i = 0; i < 8; i += 2) {
    const u = (signs[i]! * width) / 2;
    const v = (signs[i + 1]! * height) / 2;
    out[i] = centreX + u * cos - v * sin;
    out[i + 1] = centreY + u * sin + v * cos;
  }
  return out;
}
