import { describe, expect, it, vi } from 'vitest';
import { pictureInput } from './input';
import { decodePicture } from './picture';
import tooLargeAvif from './fixtures/10000x10000.avif?url';
import mif1Avif from './fixtures/brand-mif1.avif?url';
import {
  animatedPng,
  animatedWebp,
  blobOf,
  blue,
  bmp,
  cmykJpeg,
  gif,
  heif,
  os2Bmp,
  png,
  red,
  type Rgb,
} from './pictures.fixture';
import { readPicture } from './readPicture';

async function refusal(blob: Blob): Promise<string> {
  const outcome = await decodePicture(blob).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(outcome).toMatchObject({ name: 'Problem', code: 'input' });
  return (outcome as Error).message;
}

const animatedNote = 'This picture is animated; its first frame was used.';

function pixelAt(data: Uint8ClampedArray, index = 0): number[] {
  return [...data.slice(index * 4, index * 4 + 4)];
}

async function webp([r, g, b]: Rgb): Promise<Blob> {
  const canvas = new OffscreenCanvas(8, 8);
  const context = canvas.getContext('2d')!;
  context.fillStyle = `rgb(${r} ${g} ${b})`;
  context.fillRect(0, 0, 8, 8);
  return canvas.convertToBlob({ type: 'image/webp', quality: 1 });
}

describe('a file that is no picture to run on', () => {
  it.each([
    ['empty', () => new Blob([]), 'This file is empty. Choose a picture (PNG, JPEG, WebP, AVIF or GIF).'],
    [
      'a text with the name of a picture',
      () => new Blob(['Nothing to see here, only words.'], { type: 'image/png' }),
      'This file is not a picture. Choose a PNG, JPEG, WebP, AVIF or GIF.',
    ],
    [
      'a picture of three bytes',
      () => blobOf([0xff, 0xd8, 0xff]),
      'This file is not a picture. Choose a PNG, JPEG, WebP, AVIF or GIF.',
    ],
    [
      '0 × 0 pixels',
      () => png(red, 1, 1, { width: 0, height: 0 }),
      'This picture is 0 × 0 pixels: there is nothing in it.',
    ],
    [
      '20,000 × 20,000 pixels',
      () => png(red, 1, 1, { width: 20_000, height: 20_000 }),
      'This picture is 20,000 × 20,000 pixels, too large to decode here. Shrink it below 64 million pixels.',
    ],
    [
      'an AVIF of 10,000 × 10,000 pixels',
      async () => (await fetch(tooLargeAvif)).blob(),
      'This picture is 10,000 × 10,000 pixels, too large to decode here. Shrink it below 64 million pixels.',
    ],
    [
      'a bitmap of a negative width',
      async () => {
        const bytes = new Uint8Array(await bmp(red, 16, 1).arrayBuffer());
        new DataView(bytes.buffer).setInt32(18, -16, true);
        return new Blob([bytes]);
      },
      'The browser could not decode this BMP file; it may be damaged.',
    ],
    [
      'a HEIC where the browser has no decoder for it',
      () => heif(['heic', 'mif1'], [64, 64]),
      'This browser can’t read HEIC pictures. Save it as a JPEG first, or open this page in Safari.',
    ],
    [
      'a JPEG that is only its header',
      async () => cmykJpeg([255, 0, 0, 255]).slice(0, 60),
      'The browser could not decode this JPEG file; it may be damaged.',
    ],
  ])('%s', async (_, make, message) => expect(await refusal(await make())).toBe(message));

  it('one whose header says less than there is: the decoded picture is looked at before any canvas is made', async () => {
    const decoded = { width: 20_000, height: 20_000, close: vi.fn() };
    const canvas = vi.fn();
    vi.stubGlobal('createImageBitmap', () => Promise.resolve(decoded));
    vi.stubGlobal('OffscreenCanvas', canvas);
    try {
      await expect(readPicture(await png(red))).rejects.toMatchObject({
        code: 'input',
        message: expect.stringMatching(/^This picture is 20,000 × 20,000 pixels, too large/),
      });
    } finally {
      vi.unstubAllGlobals();
    }
    expect(canvas).not.toHaveBeenCalled();
    expect(decoded.close).toHaveBeenCalledOnce();
  });

  it('blames no picture for a fault of the page', async () => {
    vi.stubGlobal('createImageBitmap', () => Promise.reject(new ReferenceError('x is not defined')));
    try {
      await expect(readPicture(await png(red))).rejects.toThrow(ReferenceError);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('a PNG cut off in its data', async () => {
    const whole = await png(red, 64, 64);
    expect(await refusal(whole.slice(0, 60))).toBe('The browser could not decode this PNG file; it may be damaged.');
  });
});

describe('a picture of an unusual kind', () => {
  it.each([
    ['an animated GIF', () => gif([red, blue], 2)],
    ['an animated PNG', () => animatedPng(red, blue)],
    ['an animated WebP', async () => animatedWebp([await webp(red), await webp(blue)], 8, 8)],
  ])('%s gives its first frame and says so', async (_, make) => {
    const { pixels, note } = await decodePicture(await make());
    const [r = 0, g = 0, b = 0] = pixelAt(pixels.data);
    expect(Math.abs(r - 255) + g + b, `${r} ${g} ${b}`).toBeLessThan(24);
    expect(note).toBe(animatedNote);
  });

  it('a GIF of one frame needs no note', async () => {
    expect(await decodePicture(gif([red, blue], 1))).toMatchObject({ width: 1, height: 1, note: undefined });
  });

  it.each([
    ['red', [255, 0, 0, 255], [255, 0, 0, 255]],
    ['white', [255, 255, 255, 255], [255, 255, 255, 255]],
    ['black', [255, 255, 255, 0], [0, 0, 0, 255]],
  ] as const)('a CMYK JPEG in %s has the colour a printer would give it', async (_, inverted, rgba) => {
    const { pixels } = await decodePicture(cmykJpeg(inverted));
    expect([pixels.width, pixels.height]).toEqual([8, 8]);
    const worst = Math.max(...pixelAt(pixels.data, 27).map((value, index) => Math.abs(value - rgba[index]!)));
    expect(worst).toBeLessThanOrEqual(2);
  });

  it('an AVIF whose first brand is only its container’s', async () => {
    const { width, height } = await decodePicture(await (await fetch(mif1Avif)).blob());
    expect([width, height]).toEqual([320, 320]);
  });

  it('an OS/2 bitmap', async () => {
    const { pixels, width, height } = await decodePicture(os2Bmp(blue, 64, 64));
    expect([width, height]).toEqual([64, 64]);
    expect(pixelAt(pixels.data, 1000)).toEqual([0, 0, 255, 255]);
  });
});

/** Two rows of transparent pixels above two of a colour. */
function cutOut(colour: string): Promise<Blob> {
  const canvas = new OffscreenCanvas(3, 4);
  const context = canvas.getContext('2d')!;
  context.fillStyle = colour;
  context.fillRect(0, 2, 3, 2);
  return canvas.convertToBlob({ type: 'image/png' });
}

describe('a cut-out', () => {
  it.each([
    ['dark', '#300', [255, 255, 255, 255], [51, 0, 0, 255], 'Its transparent parts were laid on white.'],
    [
      'light',
      '#ffd',
      [0, 0, 0, 255],
      [255, 255, 221, 255],
      'Its transparent parts were laid on black, since what is on them is light.',
    ],
  ] as const)(
    'that is %s is laid on what shows it, and that is said and shown',
    async (_, colour, ground, top, said) => {
      const { pixels, note, shown } = await decodePicture(await cutOut(colour));
      expect(pixelAt(pixels.data, 0)).toEqual(ground);
      expect(pixelAt(pixels.data, 11)).toEqual(top);
      expect(note).toBe(said);
      const again = await decodePicture(shown!);
      expect([...again.pixels.data]).toEqual([...pixels.data]);
      expect(again).toMatchObject({ note: undefined, shown: undefined });
    },
  );
});

describe('a large picture', () => {
  it('is shrunk for the networks, and its own size is told', async () => {
    const { pixels, width, height } = await decodePicture(await png(blue, 2600, 1950));
    expect([width, height]).toEqual([2600, 1950]);
    expect([pixels.width, pixels.height]).toEqual([1280, 960]);
    expect(pixels.data).toHaveLength(1280 * 960 * 4);
    expect(pixelAt(pixels.data, 1000)).toEqual([0, 0, 255, 255]);
  });

  it('keeps a strip’s breadth, and with it what is written there', async () => {
    const { pixels } = await decodePicture(await png(red, 5000, 1));
    expect([pixels.width, pixels.height]).toEqual([5000, 1]);
  });
});

it('counts the bytes of the file as the payload', async () => {
  const blob = await png(red, 4, 3);
  const input = await pictureInput(blob);
  expect(input).toMatchObject({ id: 'own', detail: '4 × 3', bytes: blob.size, input: { kind: 'picture' } });
  expect((await (await fetch(input.url!)).blob()).size).toBe(blob.size);
  URL.revokeObjectURL(input.url!);
});

it('ends in a sentence when the browser kills the worker, which sends no event', async () => {
  const blob = await png(red, 4, 3);
  const NativeWorker = Worker;
  class KilledWhileDecoding extends NativeWorker {
    override postMessage(message: { path?: string[] }): void {
      if (message.path?.includes('decode')) this.terminate();
      else super.postMessage(message);
    }
  }
  vi.stubGlobal('Worker', KilledWhileDecoding);
  try {
    await expect(decodePicture(blob)).rejects.toMatchObject({ code: 'input', message: /^The browser stopped reading/ });
  } finally {
    vi.unstubAllGlobals();
  }
});
