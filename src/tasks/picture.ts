import type { PictureSpec } from '../models/card';
import type { Tensor } from '../domain/tensor';
import { levelOf, wholePixels } from './pixels/pyramid';
import { samplePath, sampleWhole, type Frame } from './pixels/sample';
import { scratch } from './pixels/scratch';
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

/** A picture to be filled in; its memory is that of {@link scratch}. */
function emptyPicture(width: number, height: number): { picture: Pixels; pixels: Int32Array } {
  const memory = scratch(width * height * 4);
  return { picture: { width, height, data: new Uint8ClampedArray(memory) }, pixels: new Int32Array(memory) };
}

/**
 * Resizes by bilinear samples, of a picture averaged before where it shrinks much; comes to the same in every browser.
 * Both sizes in pixels, at least 1.
 * @returns the picture itself where it has that size, else one that is valid until memory is recycled
 */
export function resizePixels(pixels: Pixels, width: number, height: number): Pixels {
  if (pixels.width === width && pixels.height === height) return pixels;
  const made = emptyPicture(width, height);
  resizeInto(pixels, { pixels: made.pixels, start: 0, stride: width, width, height });
  return made.picture;
}

function resizeInto(pixels: Pixels, frame: Frame): void {
  sampleWhole(levelOf(pixels, pixels.width / frame.width, pixels.height / frame.height), pixels, frame);
}

/**
 * Puts a picture into a frame of `width` × `height`; `letterbox` centres it on a grey of `pad` (0–255).
 * @returns what is valid until memory is recycled
 */
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
  const left = (width - innerWidth) >> 1;
  const top = (height - innerHeight) >> 1;
  const { picture, pixels: framed } = emptyPicture(width, height);
  if (innerWidth < width || innerHeight < height) picture.data.fill(pad);
  resizeInto(pixels, {
    pixels: framed,
    start: top * width + left,
    stride: width,
    width: innerWidth,
    height: innerHeight,
  });
  const transform = {
    scaleX: innerWidth / pixels.width,
    scaleY: innerHeight / pixels.height,
    offsetX: left,
    offsetY: top,
  };
  return { pixels: picture, transform };
}

/**
 * Cuts a turned rectangle out by bilinear samples, of a picture averaged before where it shrinks much; edge pixels are repeated
 * outside the picture.
 * @returns it upright, `outWidth` × `outHeight`; valid until memory is recycled
 */
export function cropPicture(pixels: Pixels, box: CropBox, outWidth: number, outHeight: number): Pixels {
  const [stepX, stepY] = [box.width / outWidth, box.height / outHeight];
  // A turned box has no side along the picture's: the one that is shrunk less decides, rather than be blurred.
  const ratio = Math.min(stepX, stepY);
  const level = levelOf(pixels, ratio, ratio);
  const { picture, pixels: cut } = emptyPicture(outWidth, outHeight);
  const [cos, sin] = [Math.cos(box.angle), Math.sin(box.angle)];
  const [u, v] = [(stepX - box.width) / 2, (stepY - box.height) / 2];
  const path = {
    x: (box.centreX + u * cos - v * sin) / level.across - 0.5,
    y: (box.centreY + u * sin + v * cos) / level.down - 0.5,
    alongX: (stepX * cos) / level.across,
    alongY: (stepX * sin) / level.down,
    downX: (-stepY * sin) / level.across,
    downY: (stepY * cos) / level.down,
  };
  samplePath(level, path, { pixels: cut, start: 0, stride: outWidth, width: outWidth, height: outHeight });
  return picture;
}

/**
 * A picture as the network wants it: (channel − mean) / std in the card's channel order and layout.
 * @returns [1, H, W, 3] or [1, 3, H, W], valid until memory is recycled
 */
export function pictureTensor(pixels: Pixels, spec: PictureSpec, dtype: 'float32' | 'int32' = 'float32'): Tensor {
  const { width, height } = pixels;
  const from = wholePixels(pixels);
  const plane = width * height;
  const planar = spec.layout === 'NCHW';
  const memory = scratch(plane * 3 * 4);
  const data = dtype === 'int32' ? new Int32Array(memory) : new Float32Array(memory);
  // A byte has 256 values: looking them up is quicker than a division a value, and exactly the same.
  const { first, second, third } = valuesOf(spec);
  // The mean and std are given in the network's own channel order.
  const [red, blue] = spec.order === 'RGB' ? [0, 16] : [16, 0];
  const [step, apart] = planar ? [1, plane] : [3, 1];
  for (let p = 0, t = 0; p < plane; p++, t += step) {
    const pixel = from[p]!;
    data[t] = first[(pixel >>> red) & 255]!;
    data[t + apart] = second[(pixel >>> 8) & 255]!;
    data[t + 2 * apart] = third[(pixel >>> blue) & 255]!;
  }
  return { dtype, shape: planar ? [1, 3, height, width] : [1, height, width, 3], data };
}

interface Values {
  readonly first: Float32Array;
  readonly second: Float32Array;
  readonly third: Float32Array;
}

const knownValues = new WeakMap<PictureSpec, Values>();

/** What each byte becomes, by channel of the network. */
function valuesOf(spec: PictureSpec): Values {
  const known = knownValues.get(spec);
  if (known) return known;
  const channel = (c: number) => Float32Array.from({ length: 256 }, (_, byte) => (byte - spec.mean[c]!) / spec.std[c]!);
  const values = { first: channel(0), second: channel(1), third: channel(2) };
  knownValues.set(spec, values);
  return values;
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
