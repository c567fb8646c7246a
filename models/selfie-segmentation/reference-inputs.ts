/**
 * Makes the selfie segmentation's reference input: the sample portrait in the network's frame.
 *
 *     npx tsx models/selfie-segmentation/reference-inputs.ts
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { fitPicture } from '../../src/tasks/picture';

const sample = new URL('../samples/astronaut.png', import.meta.url);
const { width, height, data } = PNG.sync.read(readFileSync(sample));
const { pixels } = fitPicture({ width, height, data: new Uint8ClampedArray(data) }, 256, 256, 'letterbox');
mkdirSync(new URL('reference/', import.meta.url), { recursive: true });
writeFileSync(
  new URL('reference/input.rgb8.bin', import.meta.url),
  pixels.data.filter((_, index) => index % 4 !== 3),
);
