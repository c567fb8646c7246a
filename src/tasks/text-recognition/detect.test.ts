import { describe, expect, it } from 'vitest';
import { detectionFrame, frameSize, textBoxes, toPicture } from './detect';

/** A map with one rectangle of the given probability. */
function map(width: number, height: number, left: number, top: number, right: number, bottom: number, value: number) {
  const data = new Float32Array(width * height);
  for (let y = top; y < bottom; y++) data.fill(value, y * width + left, y * width + right);
  return data;
}

describe('frameSize', () => {
  it.each([
    [320, 128, 320, 128],
    [300, 100, 320, 128],
    [1, 1, 32, 32],
    [1280, 960, 640, 480],
    [640, 641, 640, 640],
    [1280, 720, 640, 384],
    [1080, 7740, 640, 4608],
    [7740, 1080, 4608, 640],
    [300, 2000, 320, 2016],
    [20_000, 10, 8800, 32],
  ])('fits %i×%i into %i×%i', (width, height, frameWidth, frameHeight) => {
    expect(frameSize(width, height)).toEqual({ width: frameWidth, height: frameHeight });
  });
});

describe('textBoxes', () => {
  it('grows a region to the height of its letters and scores it by its mean', () => {
    const [found, ...others] = textBoxes(map(96, 64, 20, 24, 60, 34, 0.8), 96, 64);
    expect(others).toEqual([]);
    // 40 × 10 pixels: 400 × 1.6 ÷ 100 = 6.4 on every side.
    expect(found?.box).toEqual({ centreX: 40, centreY: 29, width: 52.8, height: 22.8, angle: 0 });
    expect(found?.score).toBeCloseTo(0.8, 6);
  });

  it('drops faint regions and specks', () => {
    expect(textBoxes(map(96, 64, 20, 24, 60, 34, 0.5), 96, 64)).toEqual([]);
    expect(textBoxes(map(96, 64, 20, 24, 60, 26, 0.9), 96, 64)).toEqual([]);
  });

  it('turns a box that runs down the picture, so that its width lies along the text', () => {
    const [found] = textBoxes(map(64, 96, 24, 20, 34, 60, 0.8), 64, 96);
    expect(found?.box.width).toBeCloseTo(52.8, 9);
    expect(found?.box.height).toBeCloseTo(22.8, 9);
    expect(found?.box.angle).toBeCloseTo(Math.PI / 2, 9);
  });
});

describe('toPicture', () => {
  it('undoes the fit', () => {
    const transform = { scaleX: 0.5, scaleY: 0.5, offsetX: 10, offsetY: 4 };
    const box = toPicture({ centreX: 40, centreY: 29, width: 52, height: 22, angle: 0.3 }, transform);
    expect(box).toMatchObject({ centreX: 60, centreY: 50, angle: 0.3 });
    expect(box.width).toBeCloseTo(104, 9);
    expect(box.height).toBeCloseTo(44, 9);
  });
});

describe('detectionFrame', () => {
  it('letterboxes into the frame and remembers where', () => {
    const pixels = { width: 100, height: 32, data: new Uint8ClampedArray(100 * 32 * 4).fill(255) };
    const spec = {
      fit: 'letterbox',
      order: 'BGR',
      layout: 'NCHW',
      mean: [127.5, 127.5, 127.5],
      std: [127.5, 127.5, 127.5],
      pad: 0,
    } as const;
    const { pixels: frame, transform } = detectionFrame(pixels, { ...spec, mean: [...spec.mean], std: [...spec.std] });
    expect([frame.width, frame.height]).toEqual([128, 32]);
    expect(transform).toEqual({ scaleX: 1, scaleY: 1, offsetX: 14, offsetY: 0 });
    expect([...frame.data.slice(12 * 4, 16 * 4)]).toEqual([...new Array(8).fill(0), ...new Array(8).fill(255)]);
  });
});
