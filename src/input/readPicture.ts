import { Problem } from '../domain/problem';
import { canShareMemory } from '../domain/sharedMemory';
import type { Pixels } from '../tasks/types';
import { groundFor, groundNote } from './ground';
import { readPictureHeader, type PictureHeader } from './header';
import { keptSize, type Size } from './keptSize';

/** Beyond this a decoded picture would take more memory than a phone gives a page (4 bytes a pixel). */
const MAX_PIXELS = 64_000_000;
/** A header that says the size lies in here, but for files with their colour profile, preview or pixels first. */
const FIRST_BYTES = 512 * 1024;

export interface DecodedPicture {
  readonly pixels: Pixels;
  /** Size before shrinking. */
  readonly width: number;
  readonly height: number;
  /** What the visitor should know of the way it was read. */
  readonly note?: string;
  /** The picture as the networks see it, where showing the file would show something else: what is behind its transparent parts. */
  readonly shown?: Blob;
}

/**
 * Where memory can be shared, pixels lie in what every worker may read: copied into each message instead, twice, a
 * megabyte took longer than many a network's pre-processing.
 */
function inSharedMemory(data: Uint8ClampedArray<ArrayBuffer>): Uint8ClampedArray {
  if (!canShareMemory()) return data;
  const shared = new Uint8ClampedArray(new SharedArrayBuffer(data.length));
  shared.set(data);
  return shared;
}

async function headerOf(blob: Blob): Promise<PictureHeader> {
  if (blob.size === 0)
    throw new Problem('input', 'This file is empty. Choose a picture (PNG, JPEG, WebP, AVIF or GIF).');
  let header = readPictureHeader(await blob.slice(0, FIRST_BYTES).arrayBuffer());
  if (!header) throw new Problem('input', 'This file is not a picture. Choose a PNG, JPEG, WebP, AVIF or GIF.');
  if (header.width === undefined && blob.size > FIRST_BYTES)
    header = readPictureHeader(await blob.arrayBuffer()) ?? header;
  return header;
}

/** Before it is decoded by what the header says, and again by what came out: only that can be relied on. */
function checkSize({ width, height }: Size): void {
  const size = `${width.toLocaleString('en')} × ${height.toLocaleString('en')}`;
  if (width === 0 || height === 0)
    throw new Problem('input', `This picture is ${size} pixels: there is nothing in it.`);
  if (width * height > MAX_PIXELS) {
    throw new Problem(
      'input',
      `This picture is ${size} pixels, too large to decode here. Shrink it below 64 million pixels.`,
    );
  }
}

const undecodable: Readonly<Partial<Record<PictureHeader['type'], string>>> = {
  heic: 'This browser can’t read HEIC pictures. Save it as a JPEG first, or open this page in Safari.',
};

async function decode(blob: Blob, type: PictureHeader['type']): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(blob, { premultiplyAlpha: 'none', colorSpaceConversion: 'default' });
  } catch (error) {
    // Browsers refuse a picture with a DOMException; anything else would be a fault of this page.
    if (!(error instanceof DOMException)) throw error;
    throw new Problem(
      'input',
      undecodable[type] ?? `The browser could not decode this ${type.toUpperCase()} file; it may be damaged.`,
      String(error),
    );
  }
}

/**
 * Decodes, shrinks to what the networks need, and lays transparent pixels on a ground.
 * @throws Problem `input` with a sentence for the visitor; anything else is a fault of this page
 */
export async function readPicture(blob: Blob): Promise<DecodedPicture> {
  const header = await headerOf(blob);
  if (header.width !== undefined && header.height !== undefined)
    checkSize({ width: header.width, height: header.height });
  const bitmap = await decode(blob, header.type);
  const { width, height } = bitmap;
  try {
    checkSize(bitmap);
    const kept = keptSize(bitmap);
    const canvas = new OffscreenCanvas(kept.width, kept.height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Problem('input', 'The browser gave no canvas to read the picture with.');
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, kept.width, kept.height);
    const read = () => context.getImageData(0, 0, kept.width, kept.height).data;
    let data = read();
    const ground = groundFor(data);
    if (ground) {
      context.globalCompositeOperation = 'destination-over';
      context.fillStyle = ground;
      context.fillRect(0, 0, kept.width, kept.height);
      data = read();
    }
    const notes = [
      header.animated && 'This picture is animated; its first frame was used.',
      ground && groundNote[ground],
    ];
    return {
      pixels: { ...kept, data: inSharedMemory(data) },
      width,
      height,
      note: notes.filter(Boolean).join(' ') || undefined,
      shown: ground && (await canvas.convertToBlob({ type: 'image/png' })),
    };
  } finally {
    bitmap.close();
  }
}
