import type { CropBox } from '../picture';
import type { Pixels } from '../types';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Wrist, thumb up to its MCP joint, and the two lowest joints of every finger: what moves least when fingers bend. */
const PALM = [0, 1, 2, 3, 5, 6, 9, 10, 13, 14, 17, 18];

/** Side of the crop in longer sides of the palm's box, and how far it moves towards the fingers, in the box's height. */
const SIDES = 2;
const SHIFT = 0.1;

/** The largest square in the middle of a picture. */
export function middleSquare({ width, height }: Pixels): CropBox {
  const side = Math.min(width, height);
  return { centreX: width / 2, centreY: height / 2, width: side, height: side, angle: 0 };
}

/**
 * The square around a hand whose points are known, turned so that its fingers point up: how MediaPipe cuts the next frame of a
 * video (`hand_landmark_landmarks_to_roi.pbtxt`, `hand_landmarks_to_rect_calculator.cc`).
 * @param points 21, pixels of the picture
 */
export function handSquare(points: readonly Point[]): CropBox {
  const at = (index: number): Point => points[index] ?? { x: 0, y: 0 };
  // Towards the knuckles: those of the index and the ring finger weigh a quarter each, the middle one's a half.
  const aim = (axis: 'x' | 'y') => (at(5)[axis] + at(13)[axis]) / 4 + at(9)[axis] / 2 - at(0)[axis];
  const angle = Math.atan2(aim('y'), aim('x')) + Math.PI / 2;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const upright = PALM.map(at).map(({ x, y }) => ({ x: x * cos + y * sin, y: y * cos - x * sin }));
  const range = (values: readonly number[]) => [Math.min(...values), Math.max(...values)] as const;
  const [left, right] = range(upright.map(({ x }) => x));
  const [top, bottom] = range(upright.map(({ y }) => y));
  const [u, v] = [(left + right) / 2, (top + bottom) / 2 - (bottom - top) * SHIFT];
  const side = Math.max(right - left, bottom - top) * SIDES;
  return { centreX: u * cos - v * sin, centreY: u * sin + v * cos, width: side, height: side, angle };
}
