import type { Pixels } from '../../../src/tasks/types';
import type { Strokes } from './drawings';

type Point = readonly [x: number, y: number];

export interface Pen {
  /** Sides of the picture, pixels. */
  readonly size: number;
  /** Width of the line, as a share of the drawing's 100 × 100 field. */
  readonly width: number;
  /** Share of the picture's side left empty on each side. */
  readonly margin?: number;
  /** Greys, 0 to 255. */
  readonly ink?: number;
  readonly paper?: number;
  /** Moves each point of the drawing, before it is smoothed. */
  readonly move?: (point: Point) => Point;
}

/** A Catmull-Rom curve through the points, as short lines. */
function smooth(points: readonly Point[]): Point[] {
  const at = (index: number) => points[Math.min(points.length - 1, Math.max(0, index))]!;
  const mix = (i: number, t: number, c: 0 | 1) => {
    const [p, q, r, s] = [at(i - 1)[c], at(i)[c], at(i + 1)[c], at(i + 2)[c]];
    return 0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t ** 2 + (3 * q - p - 3 * r + s) * t ** 3);
  };
  const line: Point[] = [];
  for (let i = 0; i < points.length - 1; i++) {
    for (let k = 0; k < 12; k++) line.push([mix(i, k / 12, 0), mix(i, k / 12, 1)]);
  }
  return [...line, at(points.length - 1)];
}

function polylines(strokes: Strokes, move: (point: Point) => Point): Point[][] {
  return strokes.split('|').map((stroke) => {
    const [kind, ...pairs] = stroke.trim().split(/\s+/);
    const points = pairs.map((pair) => {
      const [x = NaN, y = NaN] = pair.split(',').map(Number);
      return move([x, y]);
    });
    return kind === 's' ? smooth(points) : points;
  });
}

function distance([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1);
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

/** Draws with a round pen, edges smoothed over a pixel. */
export function draw(strokes: Strokes, pen: Pen): Pixels {
  const { size, width, margin = 0.15, ink = 20, paper = 255, move = (point) => point } = pen;
  const scale = (size * (1 - 2 * margin)) / 100;
  const place = ([x, y]: Point): Point => [x * scale + margin * size, y * scale + margin * size];
  const radius = (width * 100 * scale) / 2;
  const nearest = new Float32Array(size * size).fill(Infinity);
  for (const line of polylines(strokes, (point) => place(move(point)))) {
    for (let i = 0; i < line.length - 1; i++) {
      const [a, b] = [line[i]!, line[i + 1]!];
      const reach = radius + 1;
      const from = (c: 0 | 1) => Math.max(0, Math.floor(Math.min(a[c], b[c]) - reach));
      const to = (c: 0 | 1) => Math.min(size - 1, Math.ceil(Math.max(a[c], b[c]) + reach));
      for (let y = from(1); y <= to(1); y++) {
        for (let x = from(0); x <= to(0); x++) {
          const d = distance([x + 0.5, y + 0.5], a, b);
          if (d < nearest[y * size + x]!) nearest[y * size + x] = d;
        }
      }
    }
  }
  const data = new Uint8ClampedArray(size * size * 4).fill(255);
  for (let p = 0; p < nearest.length; p++) {
    const cover = Math.min(1, Math.max(0, radius + 0.5 - nearest[p]!));
    data.fill(paper + (ink - paper) * cover, p * 4, p * 4 + 3);
  }
  return { width: size, height: size, data };
}

/** The same drawing by another hand: turned by up to 9°, slanted, stretched, and every point a little off. */
export function anotherHand(random: () => number): (point: Point) => Point {
  const between = (low: number, high: number) => low + (high - low) * random();
  const [turn, slant, wide, tall] = [
    between(-0.16, 0.16),
    between(-0.2, 0.2),
    between(0.75, 1.05),
    between(0.85, 1.05),
  ];
  return ([x, y]) => {
    const u = (x - 50) * wide - (y - 50) * slant + between(-3, 3);
    const v = (y - 50) * tall + between(-3, 3);
    return [50 + u * Math.cos(turn) - v * Math.sin(turn), 50 + u * Math.sin(turn) + v * Math.cos(turn)];
  };
}
