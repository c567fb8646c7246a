/**
 * Makes what the hand network is checked on: renders the sample picture, writes down where the joints are in it, and brings
 * it to the network's size as the reference input.
 *
 *     npx tsx models/hand-landmark-lite/reference-inputs.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { resizePixels } from '../../src/tasks/picture';
import { modelPath } from '../../tools/models/tfjs-graph';
import { renderSample, sampleJoints } from './hand/sample';

const id = 'hand-landmark-lite';
const pixels = renderSample();
const png = new PNG({ width: pixels.width, height: pixels.height });
png.data = Buffer.from(pixels.data.buffer);
const bytes = PNG.sync.write(png, { colorType: 2 });
writeFileSync(modelPath('samples', 'hand.png'), bytes);
// What the page shows: smooth as it is, it is small without loss.
writeFileSync(modelPath('..', 'static/samples/hand.png'), bytes);
const joints = sampleJoints().map(({ name, x, y }) => `  { "name": "${name}", "x": ${x}, "y": ${y} }`);
writeFileSync(modelPath(id, 'hand/joints.json'), `[\n${joints.join(',\n')}\n]\n`);
mkdirSync(modelPath(id, 'reference'), { recursive: true });
writeFileSync(
  modelPath(id, 'reference/input.rgb8.bin'),
  resizePixels(pixels, 224, 224).data.filter((_, index) => index % 4 !== 3),
);
