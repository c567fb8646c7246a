import { isoPicture, isoPictureSize, type IsoPicture } from './isoMedia';

/** What a picture file says of itself before anything is decoded. */
export interface PictureHeader {
  readonly type: 'png' | 'jpeg' | 'gif' | 'webp' | 'bmp' | IsoPicture;
  /** Pixels; absent where these bytes don't say it. */
  readonly width?: number;
  readonly height?: number;
  readonly animated?: boolean;
}

const ascii = (view: DataView, at: number, length: number) => {
  let text = '';
  for (let i = at; i < Math.min(at + length, view.byteLength); i++) text += String.fromCharCode(view.getUint8(i));
  return text;
};

/** Walks the JPEG's segments to the frame header (ITU T.81, B.2.2). */
function jpegSize(view: DataView): { width: number; height: number } | undefined {
  let at = 2;
  while (at + 9 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** True when an `acTL` chunk (animation control) stands before the first `IDAT`. */
function isAnimatedPng(view: DataView): boolean {
  let at = 8;
  while (at + 8 < view.byteLength) {
    const name = ascii(view, at + 4, 4);
    if (name === 'acTL') return true;
    if (name === 'IDAT') return false;
    at += 12 + view.getUint32(at);
  }
  return false;
}

function webp(view: DataView): PictureHeader {
  const chunk = ascii(view, 12, 4);
  if (chunk === 'VP8X' && view.byteLength >= 30) {
    const u24 = (at: number) => view.getUint8(at) | (view.getUint8(at + 1) << 8) | (view.getUint8(at + 2) << 16);
    return { type: 'webp', width: u24(24) + 1, height: u24(27) + 1, animated: (view.getUint8(20) & 2) !== 0 };
  }
  if (chunk === 'VP8L' && view.byteLength >= 25) {
    const bits = view.getUint32(21, true);
    return { type: 'webp', width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  if (chunk === 'VP8 ' && view.byteLength >= 30) {
    return { type: 'webp', width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  return { type: 'webp' };
}

/** A second graphic control extension means a second frame. */
function isAnimatedGif(view: DataView): boolean {
  let frames = 0;
  for (let at = 13; at + 3 < view.byteLength && frames < 2; at++) {
    if (view.getUint8(at) === 0x21 && view.getUint8(at + 1) === 0xf9 && view.getUint8(at + 2) === 4) frames++;
  }
  return frames > 1;
}

/** OS/2's first header (12 bytes) has 16-bit sizes; Windows' own, signed ones: a negative height stands the rows upside-down. */
function bmpSize(view: DataView): { width: number; height: number } {
  if (view.getUint32(14, true) === 12) return { width: view.getUint16(18, true), height: view.getUint16(20, true) };
  return { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
}

/** @returns undefined when the bytes are of no picture format that browsers decode */
export function readPictureHeader(bytes: ArrayBuffer): PictureHeader | undefined {
  const view = new DataView(bytes);
  if (view.byteLength < 12) return undefined;
  if (view.getUint32(0) === 0x8950_4e47 && view.byteLength >= 24) {
    return { type: 'png', width: view.getUint32(16), height: view.getUint32(20), animated: isAnimatedPng(view) };
  }
  if (view.getUint16(0) === 0xffd8) return { type: 'jpeg', ...jpegSize(view) };
  if (ascii(view, 0, 4) === 'GIF8') {
    return {
      type: 'gif',
      width: view.getUint16(6, true),
      height: view.getUint16(8, true),
      animated: isAnimatedGif(view),
    };
  }
  if (ascii(view, 0, 4) === 'RIFF' && ascii(view, 8, 4) === 'WEBP') return webp(view);
  if (ascii(view, 0, 2) === 'BM' && view.byteLength >= 26) return { type: 'bmp', ...bmpSize(view) };
  const iso = isoPicture(view);
  return iso && { ...iso, ...isoPictureSize(view) };
}
