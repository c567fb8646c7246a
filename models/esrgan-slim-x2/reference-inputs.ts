/**
 * Makes ESRGAN-slim's reference input: the sample portrait at half the size of the enlargement.
 *
 *     npx tsx models/esrgan-slim-x2/reference-inputs.ts
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { subjectOf } from '../../src/tasks/super-resolution/subject';

const sample = new URL('../samples/astronaut.png', import.meta.url);
const { width, height, data } = PNG.sync.read(readFileSync(sample));
const { small } = subjectOf({ width, height, data: new Uint8ClampedArray(data) }, 128, 2);
mkdirSync(new URL('reference/', import.meta.url), { recursive: true });
writeFileSync(
  new URL('reference/input.rgb8.bin', import.meta.url),
  small.data.filter((_, index) => index % 4 !== 3),
);
