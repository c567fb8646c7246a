import { expect, it } from 'vitest';
import { FrameReader } from './frameReader';

const red = [255, 0, 0, 255];
const blue = [0, 0, 255, 255];

/** A frame whose left pixel is of one colour and the rest of another. */
async function frameOf(left: number[], right: number[], width = 3, height = 2): Promise<ImageBitmap> {
  const data = Array.from({ length: width * height }, (_, index) => (index % width === 0 ? left : right)).flat();
  return createImageBitmap(new ImageData(Uint8ClampedArray.from(data), width, height));
}

function pixelsOf(frame: ImageBitmap): number[] {
  const context = new OffscreenCanvas(frame.width, frame.height).getContext('2d');
  context?.drawImage(frame, 0, 0);
  return [...(context?.getImageData(0, 0, frame.width, frame.height).data ?? [])];
}

const row = (...colours: number[][]) => [...colours, ...colours].flat();

it('reads a frame as it is, and hands the same one back', async () => {
  const given = await frameOf(red, blue);
  const { pixels, frame } = new FrameReader().read(given, false);
  expect([...pixels.data]).toEqual(row(red, blue, blue));
  expect(frame).toBe(given);
  expect(pixelsOf(frame)).toEqual(row(red, blue, blue));
});

it('turns left and right round in the pixels and in the frame that comes back, and closes the one given', async () => {
  const given = await frameOf(red, blue);
  const { pixels, frame } = new FrameReader().read(given, true);
  expect(pixels).toMatchObject({ width: 3, height: 2 });
  expect([...pixels.data]).toEqual(row(blue, blue, red));
  expect(pixelsOf(frame)).toEqual(row(blue, blue, red));
  // A closed bitmap has no size.
  expect(given.width).toBe(0);
});

it('reads frame after frame, of other sizes too', async () => {
  const reader = new FrameReader();
  reader.read(await frameOf(red, red), true);
  const second = reader.read(await frameOf(blue, red), true);
  expect([...second.pixels.data]).toEqual(row(red, red, blue));
  const third = reader.read(await frameOf(blue, red, 2, 2), false);
  expect([...third.pixels.data]).toEqual(row(blue, red));
});
