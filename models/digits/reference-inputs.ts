/**
 * Makes the reference input: the sample that lies between a 1 and a 7, as the network sees it.
 *
 *     npx tsx models/digits/reference-inputs.ts
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { inkOf } from '../../src/tasks/digit-recognition/ink';
import { normaliseInk } from '../../src/tasks/digit-recognition/normalise';

const sample = new URL('../../static/samples/digit-between.png', import.meta.url);
const { width, height, data } = PNG.sync.read(readFileSync(sample));
const ink = inkOf({ width, height, data: new Uint8ClampedArray(data) });
if (!ink) throw new Error('Nothing is drawn in the sample.');
mkdirSync(new URL('reference/', import.meta.url), { recursive: true });
writeFileSync(new URL('reference/picture.float32.bin', import.meta.url), new Uint8Array(normaliseInk(ink).buffer));
