import type { Pixels } from '../../../src/tasks/types';
import type { Mesh } from './mesh';
import { dot, mix, type Vector } from './vector';

/** A pinhole camera: `right`, `up` and `back` (towards the viewer) are unit vectors at right angles. */
export interface Camera {
  readonly at: Vector;
  readonly right: Vector;
  readonly up: Vector;
  readonly back: Vector;
  /** Pixels that a metre takes at a distance of one metre. */
  readonly focal: number;
  readonly width: number;
  readonly height: number;
}

/** Pixels from the left and top, and the distance in front of the camera in metres. */
export function project(point: Vector, { at, right, up, back, focal, width, height }: Camera): Vector {
  const from = mix(point, 1, at, -1);
  const depth = -dot(from, back);
  return [width / 2 + (dot(from, right) / depth) * focal, height / 2 - (dot(from, up) / depth) * focal, depth];
}

/** What a pixel sees of a surface. */
export interface Fragment {
  readonly depth: number;
  readonly place: Vector;
  /** Not of unit length. */
  readonly normal: Vector;
  /** Index into the meshes that were drawn. */
  readonly mesh: number;
}

/** Draws meshes into a z-buffer, pixel by pixel; shares are weighted by 1/depth, so the perspective is true. */
export function rasterise(meshes: readonly Mesh[], camera: Camera): (Fragment | undefined)[] {
  const { width, height } = camera;
  const buffer = new Array<Fragment | undefined>(width * height).fill(undefined);
  for (const [mesh, { positions, normals, indices }] of meshes.entries()) {
    const screen = positions.map((point) => project(point, camera));
    for (let i = 0; i < indices.length; i += 3) {
      const [p, q, r] = [indices[i]!, indices[i + 1]!, indices[i + 2]!];
      const [a, b, c] = [screen[p]!, screen[q]!, screen[r]!];
      const area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
      if (area === 0) continue;
      const left = Math.max(0, Math.floor(Math.min(a[0], b[0], c[0])));
      const right = Math.min(width - 1, Math.ceil(Math.max(a[0], b[0], c[0])));
      const top = Math.max(0, Math.floor(Math.min(a[1], b[1], c[1])));
      const bottom = Math.min(height - 1, Math.ceil(Math.max(a[1], b[1], c[1])));
      for (let y = top; y <= bottom; y++) {
        for (let x = left; x <= right; x++) {
          const [px, py] = [x + 0.5, y + 0.5];
          const u = ((b[0] - px) * (c[1] - py) - (b[1] - py) * (c[0] - px)) / area;
          const v = ((c[0] - px) * (a[1] - py) - (c[1] - py) * (a[0] - px)) / area;
          const w = 1 - u - v;
          if (u < 0 || v < 0 || w < 0) continue;
          const depth = 1 / (u / a[2] + v / b[2] + w / c[2]);
          const pixel = y * width + x;
          if (depth >= (buffer[pixel]?.depth ?? Infinity)) continue;
          const [up, uq, ur] = [(u * depth) / a[2], (v * depth) / b[2], (w * depth) / c[2]];
          const blend = (of: readonly Vector[]) => mix(mix(of[p]!, up, of[q]!, uq), 1, of[r]!, ur);
          buffer[pixel] = { depth, place: blend(positions), normal: blend(normals), mesh };
        }
      }
    }
  }
  return buffer;
}

/** Averages blocks of `by` × `by` pixels. */
export function shrink({ width, height, data }: Pixels, by: number): Pixels {
  const [outWidth, outHeight] = [width / by, height / by];
  const out = new Uint8ClampedArray(outWidth * outHeight * 4);
  for (let y = 0; y < outHeight; y++) {
    for (let x = 0; x < outWidth; x++) {
      for (let channel = 0; channel < 4; channel++) {
        let sum = 0;
        for (let k = 0; k < by * by; k++) {
          sum += data[((y * by + Math.floor(k / by)) * width + x * by + (k % by)) * 4 + channel]!;
        }
        out[(y * outWidth + x) * 4 + channel] = sum / (by * by);
      }
    }
  }
  return { width: outWidth, height: outHeight, data: out };
}
