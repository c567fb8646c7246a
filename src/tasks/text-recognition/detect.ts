import type { PictureSpec } from '../../models/card';
import { fitPicture, type CropBox, type FitTransform } from '../picture';
import { isStrip } from '../strip';
import type { Pixels } from '../types';
import { components } from './components';
import { convexHull, corners, minAreaRect, unclip } from './rectangle';
import { MAX_LENGTH, TILE } from './tiles';

/** The thresholds that PP-OCRv4 detection was trained to be read with, and the smallest sides, pixels of the map. */
export const MASK_THRESHOLD = 0.3;
const BOX_THRESHOLD = 0.6;
const MIN_SIDE = 3;
const MIN_UNCLIPPED_SIDE = 5;
/** A little over the 1.5 of the training configuration: a cut that touches a letter costs more than a margin. */
const UNCLIP_RATIO = 1.6;

const SIDE_STEP = 32;
/** From this height ÷ width on, a box holds a line that runs down the picture. */
const DOWNWARD_RATIO = 1.5;

export interface TextBox {
  readonly box: CropBox;
  /** Mean text probability inside the box before it was grown. */
  readonly score: number;
}

/**
 * Frame for detection: the picture's size, at most a tile on the long side, or on the short one of a strip, each side rounded up
 * to a multiple of 32.
 */
export function frameSize(width: number, height: number): { width: number; height: number } {
  const [long, short] = [Math.max(width, height), Math.min(width, height)];
  const scale = isStrip({ width, height }) ? Math.min(1, TILE / short, MAX_LENGTH / long) : Math.min(1, TILE / long);
  // Rounding before the ceiling keeps 640.0000001 from becoming 672.
  const side = (length: number) => Math.ceil(Math.max(1, Math.round(length * scale)) / SIDE_STEP) * SIDE_STEP;
  return { width: side(width), height: side(height) };
}

/** The picture as detection looks at it, in its frame, and where it sits there. */
export function detectionFrame(pixels: Pixels, spec: PictureSpec): { pixels: Pixels; transform: FitTransform } {
  const frame = frameSize(pixels.width, pixels.height);
  return fitPicture(pixels, frame.width, frame.height, spec.fit, spec.pad);
}

/**
 * Lines of text in a probability map: regions over the threshold, each as its smallest rectangle, kept where the text
 * probability inside is high, grown to the full height of the letters, and turned so that `width` runs along the text.
 * @param map row-major, `width` × `height`, 0–1
 * @returns boxes in pixels of the map, in no particular order
 */
export function textBoxes(map: Float32Array, width: number, height: number): TextBox[] {
  const found: TextBox[] = [];
  for (const { extremes } of components(map, width, height, MASK_THRESHOLD)) {
    const between = minAreaRect(convexHull(extremes));
    // The hull joins pixel indices; a pixel reaches half its side further on each side.
    const tight = {
      ...between,
      centreX: between.centreX + 0.5,
      centreY: between.centreY + 0.5,
      width: between.width + 1,
      height: between.height + 1,
    };
    if (Math.min(tight.width, tight.height) < MIN_SIDE) continue;
    const score = meanInside(map, width, height, tight);
    if (score < BOX_THRESHOLD) continue;
    const box = unclip(tight, UNCLIP_RATIO);
    if (Math.min(box.width, box.height) < MIN_UNCLIPPED_SIDE) continue;
    found.push({ box: alongText(box), score });
  }
  return found;
}

/** Back from the frame to pixels of the picture. The two scales differ by rounding alone, so the angle stays. */
export function toPicture(box: CropBox, { scaleX, scaleY, offsetX, offsetY }: FitTransform): CropBox {
  const cos = Math.abs(Math.cos(box.angle));
  const sin = Math.abs(Math.sin(box.angle));
  return {
    centreX: (box.centreX - offsetX) / scaleX,
    centreY: (box.centreY - offsetY) / scaleY,
    width: box.width * Math.hypot(cos / scaleX, sin / scaleY),
    height: box.height * Math.hypot(sin / scaleX, cos / scaleY),
    angle: box.angle,
  };
}

function alongText(box: CropBox): CropBox {
  if (box.height < box.width * DOWNWARD_RATIO) return box;
  return { ...box, width: box.height, height: box.width, angle: box.angle + Math.PI / 2 };
}

/** Mean of the pixels whose centres lie in the box. */
function meanInside(map: Float32Array, width: number, height: number, box: CropBox): number {
  const quad = corners(box);
  const xs = [quad[0]!, quad[2]!, quad[4]!, quad[6]!];
  const ys = [quad[1]!, quad[3]!, quad[5]!, quad[7]!];
  const left = Math.max(0, Math.floor(Math.min(...xs)));
  const right = Math.min(width, Math.ceil(Math.max(...xs)));
  const top = Math.max(0, Math.floor(Math.min(...ys)));
  const bottom = Math.min(height, Math.ceil(Math.max(...ys)));
  const cos = Math.cos(box.angle);
  const sin = Math.sin(box.angle);
  let sum = 0;
  let count = 0;
  for (let y = top; y < bottom; y++) {
    const dy = y + 0.5 - box.centreY;
    for (let x = left; x < right; x++) {
      const dx = x + 0.5 - box.centreX;
      if (Math.abs(dx * cos + dy * sin) > box.width / 2 || Math.abs(dy * cos - dx * sin) > box.height / 2) continue;
      sum += map[y * width + x]!;
      count++;
    }
  }
  return count === 0 ? 0 : sum / count;
}
