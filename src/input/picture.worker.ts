import * as Comlink from 'comlink';
import { Problem } from '../domain/problem';
import { canShareMemory } from '../domain/sharedMemory';
import type { Reason } from '../record/record';
import type { Pixels } from '../tasks/types';
import { readPictureHeader } from './header';

/** Beyond this a decoded picture would take more memory than a phone gives a page (4 bytes a pixel). */
const MAX_PIXELS = 64_000_000;
/** Networks see at most 640 pixels a side; twice that keeps small text legible for the crop. */
const MAX_SIDE = 1280;

export interface DecodedPicture {
  readonly pixels: Pixels;
  /** Size before shrinking. */
  readonly width: number;
  readonly height: number;
  /** What the visitor should know of the way it was read. */
  readonly note?: string;
}

export type DecodeOutcome = { ok: true; value: DecodedPicture } | { ok: false; reason: Reason };

/**
 * Where memory can be shared, pixels lie in such that every worker may read: copied into each message instead, twice, a
 * megabyte took longer than many a network's pre-processing.
 */
function inSharedMemory(data: Uint8ClampedArray<ArrayBuffer>): Uint8ClampedArray {
  if (!canShareMemory()) return data;
  const shared = new Uint8ClampedArray(new SharedArrayBuffer(data.length));
  shared.set(data);
  return shared;
}

const pixelsTitle = (width: number, height: number) => `${width.toLocaleString('en')} × ${height.toLocaleString('en')}`;

async function read(blob: Blob): Promise<DecodedPicture> {
  if (blob.size === 0)
    throw new Problem('input', 'This file is empty. Choose a picture (PNG, JPEG, WebP, AVIF or GIF).');
  const header = readPictureHeader(await blob.slice(0, 512 * 1024).arrayBuffer());
  if (!header) throw new Problem('input', 'This file is not a picture. Choose a PNG, JPEG, WebP, AVIF or GIF.');
  if (header.width === 0 || header.height === 0) {
    throw new Problem(
      'input',
      `This picture is ${header.width ?? 0} × ${header.height ?? 0} pixels: there is nothing in it.`,
    );
  }
  if (header.width && header.height && header.width * header.height > MAX_PIXELS) {
    const size = pixelsTitle(header.width, header.height);
    throw new Problem(
      'input',
      `This picture is ${size} pixels, too large to decode here. Shrink it below 64 million pixels.`,
    );
  }
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(blob, { premultiplyAlpha: 'none', colorSpaceConversion: 'default' });
  } catch (error) {
    throw new Problem(
      'input',
      `The browser could not decode this ${header.type.toUpperCase()} file; it may be damaged.`,
      String(error),
    );
  }
  const { width, height } = bitmap;
  const scale = Math.min(1, MAX_SIDE / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Problem('input', 'The browser gave no canvas to read the picture with.');
  // Transparent pixels would read as black; paper is what people expect behind a cut-out.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return {
    pixels: { width: canvas.width, height: canvas.height, data: inSharedMemory(data) },
    width,
    height,
    note: header.animated ? 'This picture is animated; its first frame was used.' : undefined,
  };
}

const api = {
  /** Holds the lock for as long as this worker lives; resolves once it does. */
  hold(lock: string): Promise<void> {
    const { locks } = navigator;
    if (!locks) return Promise.resolve();
    return new Promise((held) => void locks.request(lock, () => (held(), new Promise(() => {}))));
  },
  async decode(blob: Blob): Promise<DecodeOutcome> {
    try {
      const value = await read(blob);
      const { buffer } = value.pixels.data;
      return Comlink.transfer({ ok: true, value }, buffer instanceof ArrayBuffer ? [buffer] : []);
    } catch (error) {
      const problem =
        error instanceof Problem ? error : new Problem('input', 'This picture could not be read.', String(error));
      return { ok: false, reason: problem.reason };
    }
  },
};

export type PictureApi = typeof api;

Comlink.expose(api);
