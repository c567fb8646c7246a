import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { PNG } from 'pngjs';

const FRAMES = 8;

/** Planes of 8-bit YCbCr, colour at half the width and height (4:2:0), BT.601 limited range; `shift` pixels to the right, round. */
function planes({ width, height, data }: PNG, shift: number): Buffer {
  const luma = Buffer.alloc(width * height);
  const blue = Buffer.alloc((width / 2) * (height / 2));
  const red = Buffer.alloc(blue.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + ((x + width - shift) % width)) * 4;
      const [r = 0, g = 0, b = 0] = data.subarray(from, from + 3);
      luma[y * width + x] = 16 + (65.738 * r + 129.057 * g + 25.064 * b) / 256;
      if (x % 2 || y % 2) continue;
      const at = (y / 2) * (width / 2) + x / 2;
      blue[at] = 128 + (-37.945 * r - 74.494 * g + 112.439 * b) / 256;
      red[at] = 128 + (112.439 * r - 94.154 * g - 18.285 * b) / 256;
    }
  }
  return Buffer.concat([luma, blue, red]);
}

/**
 * Writes a short clip of a picture that moves a little, for Chromium to play in a camera's place, over and over.
 * @param picture a PNG of even width and height
 * @returns the flags that make it the camera; the page still has to be allowed to see it
 */
export function cameraShows(picture: string): string[] {
  const path = resolve('.cache/e2e-camera', `${picture.replaceAll(/[^a-z]+/gi, '-')}.y4m`);
  const png = PNG.sync.read(readFileSync(picture));
  const frames = Array.from({ length: FRAMES }, (_, index) => [
    Buffer.from('FRAME\n'),
    // There and back again, so that the loop has no jump.
    planes(png, 4 * Math.min(index, FRAMES - index)),
  ]);
  mkdirSync(dirname(path), { recursive: true });
  const header = Buffer.from(`YUV4MPEG2 W${png.width} H${png.height} F30:1 Ip A1:1 C420jpeg\n`);
  writeFileSync(path, Buffer.concat([header, ...frames.flat()]));
  return ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${path}`];
}
