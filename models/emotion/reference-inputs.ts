/**
 * Makes the expression network's reference input: a crop of the sample portrait that ends above the mouth. On the whole face
 * the network is so sure of itself that its softmax gives one 1 and six 0s, which would hide what a backend does to it; on
 * brows and forehead alone it is in doubt between five labels.
 *
 *     npx tsx models/emotion/reference-inputs.ts
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { PNG } from 'pngjs';
import { greyCrop } from '../../src/tasks/emotion/crop';
import { faceCrop, findFaces } from '../../src/tasks/faces/detect';
import { modelPath, openNetwork } from '../../tools/models/tfjs-graph';

const { width, height, data } = PNG.sync.read(readFileSync(new URL('../samples/astronaut.png', import.meta.url)));
const picture = { width, height, data: new Uint8ClampedArray(data) };
await tf.setBackend('cpu');
const [face] = await findFaces(picture, await openNetwork('blazeface'));
if (!face) throw new Error('no face in the sample portrait');
const crop = faceCrop(face, 1);
const tensor = greyCrop(picture, { ...crop, centreY: crop.centreY - 0.6 * crop.height }, 64);
mkdirSync(modelPath('emotion', 'reference'), { recursive: true });
writeFileSync(modelPath('emotion', 'reference/input.f32.bin'), new Uint8Array(tensor.data.buffer));
