import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPictureHeader } from './header';
import { animatedPng, blue, cmykJpeg, gif, png, red } from './pictures.fixture';

const read = async (blob: Blob) => readPictureHeader(await blob.arrayBuffer());
const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...part].map((character) => character.charCodeAt(0)) : part)),
  ).buffer;

describe('readPictureHeader', () => {
  it.each([
    ['a PNG', () => png(red, 3, 2), { type: 'png', width: 3, height: 2, animated: false }],
    ['an animated PNG', () => animatedPng(red, blue), { type: 'png', width: 1, height: 1, animated: true }],
    ['a GIF', () => gif([red, blue], 1), { type: 'gif', width: 1, height: 1, animated: false }],
    ['an animated GIF', () => gif([red, blue], 3), { type: 'gif', width: 1, height: 1, animated: true }],
    ['a JPEG behind an application segment', () => cmykJpeg([0, 0, 0, 0]), { type: 'jpeg', width: 8, height: 8 }],
  ])('reads %s', async (_, make, header) => expect(await read(await make())).toEqual(header));

  it.each([
    // One byte each: flags, then 24-bit width − 1 and height − 1.
    [
      'an extended WebP, animated',
      bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8X', [10, 0, 0, 0, 2, 0, 0, 0, 0x1f, 3, 0, 0xff, 1, 0]),
      { type: 'webp', width: 800, height: 512, animated: true },
    ],
    [
      'a lossless WebP',
      bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8L', [9, 0, 0, 0, 0x2f, 0x07, 0x40, 0x01, 0x00]),
      { type: 'webp', width: 8, height: 6 },
    ],
    [
      'a lossy WebP',
      bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8 ', [9, 0, 0, 0, 0, 0, 0, 0x9d, 1, 0x2a, 0x20, 0x43, 0xf0, 0]),
      { type: 'webp', width: 800, height: 240 },
    ],
    [
      'a bitmap that stands upside-down',
      bytes('BM', new Array<number>(16).fill(0), [64, 0, 0, 0, 0xf0, 0xff, 0xff, 0xff]),
      { type: 'bmp', width: 64, height: 16 },
    ],
    ['an AVIF', bytes([0, 0, 0, 32], 'ftypavif'), { type: 'avif', animated: false }],
    ['an animated AVIF', bytes([0, 0, 0, 32], 'ftypavis'), { type: 'avif', animated: true }],
  ])('reads %s', (_, file, header) => expect(readPictureHeader(file)).toEqual(header));

  it.each([
    ['nothing', bytes()],
    ['a few bytes', bytes('GIF89a')],
    ['a text', bytes('Only words in here.')],
    ['an SVG, which has no pixels of its own', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a sound', bytes('RIFF', [0, 0, 0, 0], 'WAVEfmt ')],
    ['another ISO media file', bytes([0, 0, 0, 32], 'ftypisom')],
  ])('finds no picture in %s', (_, file) => expect(readPictureHeader(file)).toBeUndefined());

  it('survives any bytes behind any beginning', () => {
    const beginnings = fc.constantFrom('\x89PNG\r\n\x1a\n', '\xff\xd8\xff', 'GIF89a', 'RIFF\0\0\0\0WEBPVP8X', 'BM', '');
    fc.assert(
      fc.property(beginnings, fc.uint8Array({ maxLength: 200 }), (start, rest) => {
        const { width = 0, height = 0 } = readPictureHeader(bytes(start, [...rest])) ?? {};
        expect(Number.isInteger(width) && Number.isInteger(height)).toBe(true);
      }),
    );
  });
});
