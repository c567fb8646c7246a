/**
 * Makes the hand network's reference input: the rendered sample (`hand/sample.ts`) at the network's size.
 *
 *     npx tsx models/hand-landmark-lite/reference-inputs.ts
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { resizePixels } from '../../src/tasks/picture';
import { modelPath } from '../tools/tfjs-graph';

const { width, height, data } = PNG.sync.read(readFileSync(new URL('../samples/hand.png', import.meta.url)));
const { data: rgba } = resizePixels({ width, height, data: new Uint8ClampedArray(data) }, 224, 224);
mkdirSync(modelPath('hand-landmark-lite', 'reference'), { recursive: true });
writeFileSync(
  modelPath('hand-landmark-lite', 'reference/input.rgb8.bin'),
  rgba.filter((_, index) => index % 4 !== 3),
);
