import type { CropBox } from './picture';
import type { Pixels } from './types';

interface Surface {
  readonly canvas: OffscreenCanvas;
  readonly context: OffscreenCanvasRenderingContext2D;
}

function surface(width: number, height: number): Surface | undefined {
  if (typeof OffscreenCanvas === 'undefined') return undefined;
  const canvas = new OffscreenCanvas(width, height);
  // Read back at once and often: on a GPU canvas that would be a round trip each time.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return context ? { canvas, context } : undefined;
}

const MOST_TARGETS = 6;

/** A picture this many times smaller than the one before is taken for a cut from it. */
const LEAST_SHARE = 4;

/** Width's scale over height's, and the other way round. */
const MOST_SQUEEZE = 4;

/** Firefox has no such setting and skips pixels when it shrinks: https://bugzilla.mozilla.org/show_bug.cgi?id=1228847 */
const averages = ({ context }: Surface): boolean => 'imageSmoothingQuality' in context;

const targets: Surface[] = [];

/** An empty canvas to draw on and read at once; networks ask for few sizes, again and again. */
function target(width: number, height: number): Surface | undefined {
  const kept = targets.find(({ canvas }) => canvas.width === width && canvas.height === height);
  if (kept) {
    kept.context.resetTransform();
    kept.context.clearRect(0, 0, width, height);
    return kept;
  }
  const made = surface(width, height);
  if (made) targets.unshift(made);
  if (targets.length > MOST_TARGETS) targets.pop();
  return made;
}

let source: (Surface & { pixels: Pixels }) | undefined;

const area = ({ width, height }: { readonly width: number; readonly height: number }) => width * height;

/**
 * The picture on a canvas. The last one is kept, since a chain of networks looks at the same picture again; a cut from it
 * does not take its place.
 */
function onCanvas(pixels: Pixels): Surface | undefined {
  if (source?.pixels === pixels) return source;
  const { width, height } = pixels;
  const fits = source?.canvas.width === width && source.canvas.height === height;
  const drawn = source && fits ? source : surface(width, height);
  if (!drawn) return undefined;
  drawn.context.putImageData(new ImageData(pixels.data as Uint8ClampedArray<ArrayBuffer>, width, height), 0, 0);
  if (!source || fits || area(pixels) * LEAST_SHARE >= area(source.pixels)) source = { ...drawn, pixels };
  return drawn;
}

/**
 * Resizes with the browser's own canvas: a tenth of the time of the same in JavaScript, and no slower the first time. Browsers
 * filter a little differently, which may move an answer by a shade; agreement is checked on stored tensors and is not touched.
 * @returns undefined where there is no OffscreenCanvas (Node), and for sizes that it gets wrong
 */
export function resizeOnCanvas(pixels: Pixels, width: number, height: number): Pixels | undefined {
  // Chromium shrinks both sides by the larger of the two scales first: lopsided, that leaves stripes.
  const squeeze = (width / pixels.width) * (pixels.height / height);
  if (squeeze > MOST_SQUEEZE || squeeze < 1 / MOST_SQUEEZE) return undefined;
  const [from, to] = [onCanvas(pixels), target(width, height)];
  if (!from || !to || !averages(to)) return undefined;
  // High quality averages over every pixel when shrinking; when enlarging it is sharper than the bilinear that networks expect.
  const shrinks = width < pixels.width || height < pixels.height;
  to.context.imageSmoothingQuality = shrinks ? 'high' : 'low';
  to.context.drawImage(from.canvas, 0, 0, width, height);
  return { width, height, data: to.context.getImageData(0, 0, width, height).data };
}

/** Repeats the edge pixels of a picture at `x`, `y` for `reach` pixels on every side; the picture itself comes on top. */
function repeatEdges({ context }: Surface, from: OffscreenCanvas, x: number, y: number, reach: number): void {
  const { width, height } = from;
  // A pixel of overlap, or turned edges would let the empty canvas show through.
  const columns = [
    [0, 1, x - reach, reach + 1],
    [0, width, x, width],
    [width - 1, 1, x + width - 1, reach + 1],
  ] as const;
  const rows = [
    [0, 1, y - reach, reach + 1],
    [0, height, y, height],
    [height - 1, 1, y + height - 1, reach + 1],
  ] as const;
  for (const [sx, sw, dx, dw] of columns) {
    for (const [sy, sh, dy, dh] of rows) context.drawImage(from, sx, sy, sw, sh, dx, dy, dw, dh);
  }
}

/**
 * Cuts a turned rectangle out, upright, averaging where it shrinks; otherwise as {@link resizeOnCanvas}. Edge pixels are
 * repeated outside the picture.
 * @returns undefined where there is no OffscreenCanvas, and for sizes that it gets wrong
 */
export function cropOnCanvas(pixels: Pixels, box: CropBox, outWidth: number, outHeight: number): Pixels | undefined {
  const [scaleX, scaleY] = [outWidth / box.width, outHeight / box.height];
  if (scaleX / scaleY > MOST_SQUEEZE || scaleY / scaleX > MOST_SQUEEZE) return undefined;
  const [from, to] = [onCanvas(pixels), target(outWidth, outHeight)];
  if (!from || !to || !averages(to)) return undefined;
  to.context.imageSmoothingQuality = Math.min(scaleX, scaleY) < 1 ? 'high' : 'low';
  to.context.translate(outWidth / 2, outHeight / 2);
  to.context.scale(scaleX, scaleY);
  to.context.rotate(-box.angle);
  // As far as a corner of the rectangle can lie from the picture.
  const reach = Math.hypot(box.width, box.height) + Math.hypot(pixels.width, pixels.height);
  repeatEdges(to, from.canvas, -box.centreX, -box.centreY, reach);
  to.context.drawImage(from.canvas, -box.centreX, -box.centreY);
  return { width: outWidth, height: outHeight, data: to.context.getImageData(0, 0, outWidth, outHeight).data };
}
