import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPictureHeader } from './header';
import { animatedPng, blue, bmp, cmykJpeg, gif, heif, os2Bmp, png, red } from './pictures.fixture';

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
    ['a Windows bitmap', () => bmp(blue, 5, 4), { type: 'bmp', width: 5, height: 4 }],
    [
      'an OS/2 bitmap, whose header is 12 bytes long',
      () => os2Bmp(blue, 64, 48),
      { type: 'bmp', width: 64, height: 48 },
    ],
    [
      'an AVIF that calls itself a container first',
      () => heif(['mif1', 'avif', 'miaf'], [320, 240]),
      { type: 'avif', width: 320, height: 240, animated: false },
    ],
    [
      'an AVIF of tiles by its own size, not theirs',
      () => heif(['avif'], [512, 512], [10_000, 8000], [160, 120]),
      { type: 'avif', width: 10_000, height: 8000, animated: false },
    ],
    [
      'an iPhone’s HEIC',
      () => heif(['heic', 'mif1'], [4032, 3024]),
      { type: 'heic', width: 4032, height: 3024, animated: false },
    ],
    [
      'a HEIC by its second brand',
      () => heif(['mif1', 'heic'], [8, 8]),
      { type: 'heic', width: 8, height: 8, animated: false },
    ],
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
    [
      'a bitmap of a negative width, by how many pixels it may have',
      bytes('BM', new Array<number>(12).fill(0), [124, 0, 0, 0, 0x10, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
      { type: 'bmp', width: 240, height: 1 },
    ],
    ['an animated AVIF', bytes([0, 0, 0, 16], 'ftypavis', [0, 0, 0, 0]), { type: 'avif', animated: true }],
  ])('reads %s', (_, file, header) => expect(readPictureHeader(file)).toEqual(header));

  it.each([
    ['nothing', bytes()],
    ['a few bytes', bytes('GIF89a')],
    ['a text', bytes('Only words in here.')],
    ['an SVG, which has no pixels of its own', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a sound', bytes('RIFF', [0, 0, 0, 0], 'WAVEfmt ')],
    ['another ISO media file', bytes([0, 0, 0, 20], 'ftypisom', [0, 0, 0, 0], 'mp41')],
  ])('finds no picture in %s', (_, file) => expect(readPictureHeader(file)).toBeUndefined());

  it('survives any bytes behind any beginning', () => {
    const avif = '\0\0\0\x10ftypavif\0\0\0\0\0\0\0\x7fmeta\0\0\0\0';
    const beginnings = fc.constantFrom(
      '\x89PNG\r\n\x1a\n',
      '\xff\xd8\xff',
      'GIF89a',
      'RIFF\0\0\0\0WEBPVP8X',
      'BM',
      avif,
      '',
    );
    fc.assert(
      fc.property(beginnings, fc.uint8Array({ maxLength: 200 }), (start, rest) => {
        const { width = 0, height = 0 } = readPictureHeader(bytes(start, [...rest])) ?? {};
        expect(Number.isInteger(width) && Number.isInteger(height)).toBe(true);
        expect(Math.min(width, height)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
