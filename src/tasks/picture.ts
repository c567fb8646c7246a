import type { PictureSpec } from '../models/card';
import type { Tensor } from '../runtimes/types';
import { cropOnCanvas, resizeOnCanvas } from './canvas';
import type { Pixels } from './types';

/** Where a fitted picture sits inside its frame: `frame = picture × scale + offset`, pixels. */
export interface FitTransform {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

/** A rectangle in a picture, turned by `angle` radians clockwise around its centre; pixels. */
export interface CropBox {
  readonly centreX: number;
  readonly centreY: number;
  readonly width: number;
  readonly height: number;
  readonly angle: number;
}

interface Taps {
  /** First source index of each target index, and its weights, `size` apart. */
  readonly first: Int32Array;
  readonly weights: Float32Array;
  readonly size: number;
}

/**
 * Weights of a triangle filter with half-pixel centres, widened when shrinking so that no source pixel is skipped
 * (the antialiased bilinear of Pillow and `tf.image.resize(antialias=True)`).
 */
function triangleTaps(from: number, to: number): Taps {
  const ratio = from / to;
  const support = Math.max(1, ratio);
  const size = Math.ceil(support * 2) + 1;
  const first = new Int32Array(to);
  const weights = new Float32Array(to * size);
  for (let t = 0; t < to; t++) {
    const centre = (t + 0.5) * ratio - 0.5;
    const start = Math.max(0, Math.ceil(centre - support));
    const end = Math.min(from - 1, Math.floor(centre + support));
    first[t] = start;
    let total = 0;
    for (let s = start; s <= end; s++) {
      const weight = Math.max(0, 1 - Math.abs(s - centre) / support);
      weights[t * size + s - start] = weight;
      total += weight;
    }
    if (total === 0) {
      first[t] = Math.min(from - 1, Math.max(0, Math.round(centre)));
      weights[t * size] = 1;
    } else {
      for (let k = 0; k < size; k++) weights[t * size + k]! /= total;
    }
  }
  return { first, weights, size };
}

/** Resizes, on a canvas where there is one. Both sizes in pixels, at least 1. */
export function resizePixels(pixels: Pixels, width: number, height: number): Pixels {
  if (pixels.width === width && pixels.height === height) return pixels;
  return resizeOnCanvas(pixels, width, height) ?? resizeByTaps(pixels, width, height);
}

/**
 * Resizes in two passes, columns then rows: shrinking, the first does most of the work, and down a column whole rows are
 * added up, which engines vectorise. Both sizes in pixels, at least 1.
 */
export function resizeByTaps(pixels: Pixels, width: number, height: number): Pixels {
  const across = triangleTaps(pixels.width, width);
  const down = triangleTaps(pixels.height, height);
  const data = new Uint8ClampedArray(width * height * 4);
  const line = new Float32Array(pixels.width * 4);
  for (let y = 0; y < height; y++) {
    addRows(line, pixels.data, down, y);
    shrinkRow(data.subarray(y * width * 4, (y + 1) * width * 4), line, across);
  }
  return { width, height, data };
}

/** `line` becomes the weighted sum of the source rows that target row `y` covers. */
function addRows(line: Float32Array, source: Uint8ClampedArray, down: Taps, y: number): void {
  line.fill(0);
  for (let k = 0; k < down.size; k++) {
    const weight = down.weights[y * down.size + k]!;
    if (weight === 0) continue;
    const row = (down.first[y]! + k) * line.length;
    for (let i = 0; i < line.length; i++) line[i]! += weight * source[row + i]!;
  }
}

function shrinkRow(target: Uint8ClampedArray, line: Float32Array, { first, weights, size }: Taps): void {
  for (let t = 0, x = 0; t < target.length; t += 4, x++) {
    let r = 0;
    let g = 0;
    let b = 0;
    let a = 0;
    for (let k = 0, s = first[x]! * 4; k < size; k++, s += 4) {
      const weight = weights[x * size + k]!;
      if (weight === 0) continue;
      r += weight * line[s]!;
      g += weight * line[s + 1]!;
      b += weight * line[s + 2]!;
      a += weight * line[s + 3]!;
    }
    target[t] = r;
    target[t + 1] = g;
    target[t + 2] = b;
    target[t + 3] = a;
  }
}

/** Puts a picture into a frame of `width` × `height`; `letterbox` centres it on a grey of `pad` (0–255). */
export function fitPicture(
  pixels: Pixels,
  width: number,
  height: number,
  fit: PictureSpec['fit'],
  pad = 0,
): { pixels: Pixels; transform: FitTransform } {
  if (fit === 'stretch') {
    const transform = { scaleX: width / pixels.width, scaleY: height / pixels.height, offsetX: 0, offsetY: 0 };
    return { pixels: resizePixels(pixels, width, height), transform };
  }
  const scale = Math.min(width / pixels.width, height / pixels.height);
  const innerWidth = Math.max(1, Math.round(pixels.width * scale));
  const innerHeight = Math.max(1, Math.round(pixels.height * scale));
  const inner = resizePixels(pixels, innerWidth, innerHeight);
  const left = (width - innerWidth) >> 1;
  const top = (height - innerHeight) >> 1;
  const data = new Uint8ClampedArray(width * height * 4).fill(pad);
  for (let y = 0; y < innerHeight; y++) {
    const row = inner.data.subarray(y * innerWidth * 4, (y + 1) * innerWidth * 4);
    data.set(row, ((y + top) * width + left) * 4);
  }
  const transform = {
    scaleX: innerWidth / pixels.width,
    scaleY: innerHeight / pixels.height,
    offsetX: left,
    offsetY: top,
  };
  return { pixels: { width, height, data }, transform };
}

/** Cuts a turned rectangle out, on a canvas where there is one; the result is upright, `outWidth` × `outHeight`. */
export function cropPicture(pixels: Pixels, box: CropBox, outWidth: number, outHeight: number): Pixels {
  return cropOnCanvas(pixels, box, outWidth, outHeight) ?? cropBySamples(pixels, box, outWidth, outHeight);
}

/** {@link cropPicture} by bilinear samples; edge pixels are repeated outside the picture. */
export function cropBySamples(pixels: Pixels, box: CropBox, outWidth: number, outHeight: number): Pixels {
  const { width, height, data: from } = pixels;
  const cos = Math.cos(box.angle);
  const sin = Math.sin(box.angle);
  const data = new Uint8ClampedArray(outWidth * outHeight * 4);
  for (let y = 0; y < outHeight; y++) {
    const v = ((y + 0.5) / outHeight - 0.5) * box.height;
    for (let x = 0; x < outWidth; x++) {
      const u = ((x + 0.5) / outWidth - 0.5) * box.width;
      const sx = Math.min(width - 1, Math.max(0, box.centreX + u * cos - v * sin - 0.5));
      const sy = Math.min(height - 1, Math.max(0, box.centreY + u * sin + v * cos - 0.5));
      const x0 = Math.floor(sx);
      const y0 = Math.floor(sy);
      const right = x0 + 1 < width ? 4 : 0;
      const below = y0 + 1 < height ? width * 4 : 0;
      const fx = sx - x0;
      const fy = sy - y0;
      const s = (y0 * width + x0) * 4;
      const t = (y * outWidth + x) * 4;
      for (let c = 0; c < 4; c++) {
        const upper = from[s + c]! * (1 - fx) + from[s + right + c]! * fx;
        const lower = from[s + below + c]! * (1 - fx) + from[s + below + right + c]! * fx;
        data[t + c] = upper * (1 - fy) + lower * fy;
      }
    }
  }
  return { width: outWidth, height: outHeight, data };
}

/**
 * A picture as the network wants it: (channel − mean) / std in the card's channel order and layout.
 * Shape [1, H, W, 3] or [1, 3, H, W].
 */
export function pictureTensor(pixels: Pixels, spec: PictureSpec, dtype: 'float32' | 'int32' = 'float32'): Tensor {
  const { width, height, data: from } = pixels;
  const plane = width * height;
  const planar = spec.layout === 'NCHW';
  const data = dtype === 'int32' ? new Int32Array(plane * 3) : new Float32Array(plane * 3);
  // A byte has 256 values: looking them up is quicker than a division a value, and exactly the same.
  const [first, second, third] = [0, 1, 2].map((c) => valuesOf(spec.mean[c]!, spec.std[c]!)) as [
    Values,
    Values,
    Values,
  ];
  // The mean and std are given in the network's own channel order.
  const [red, blue] = spec.order === 'RGB' ? [0, 2] : [2, 0];
  const [step, apart] = planar ? [1, plane] : [3, 1];
  for (let s = 0, t = 0, end = plane * 4; s < end; s += 4, t += step) {
    data[t] = first[from[s + red]!]!;
    data[t + apart] = second[from[s + 1]!]!;
    data[t + 2 * apart] = third[from[s + blue]!]!;
  }
  return { dtype, shape: planar ? [1, 3, height, width] : [1, height, width, 3], data };
}

type Values = Float32Array;

/** What each byte of a channel becomes. */
function valuesOf(mean: number, std: number): Values {
  return Float32Array.from({ length: 256 }, (_, byte) => (byte - mean) / std);
}

/** RGB bytes, as reference inputs are stored, to the RGBA that every picture function takes. */
export function pixelsFromRgb(rgb: Uint8Array, width: number, height: number): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let p = 0; p < width * height; p++) {
    data[p * 4] = rgb[p * 3]!;
    data[p * 4 + 1] = rgb[p * 3 + 1]!;
    data[p * 4 + 2] = rgb[p * 3 + 2]!;
    data[p * 4 + 3] = 255;
  }
  return { width, height, data };
}
