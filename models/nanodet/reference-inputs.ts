/**
 * Makes NanoDet's reference input: four samples in one picture, in the network's frame. Each of them alone gives one or two
 * boxes, of one grid; together they give four, of two grids.
 *
 *     npx tsx models/nanodet/reference-inputs.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fitPicture } from '../../src/tasks/picture';
import { fourSamples } from './collage';

const { pixels } = fitPicture(fourSamples(), 416, 416, 'letterbox');
mkdirSync(new URL('reference/', import.meta.url), { recursive: true });
writeFileSync(
  new URL('reference/input.rgb8.bin', import.meta.url),
  pixels.data.filter((_, index) => index % 4 !== 3),
);
