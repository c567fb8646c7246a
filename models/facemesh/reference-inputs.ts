/**
 * Makes the reference inputs of BlazeFace and FaceMesh from the sample portrait: the whole picture in the detector's
 * frame, and the crop around the face that the detector finds in it.
 *
 *     npx tsx models/facemesh/reference-inputs.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { PNG } from 'pngjs';
import { CROP_SIDES } from '../../src/tasks/face-landmarks/mesh';
import { faceCrop, findFaces } from '../../src/tasks/faces/detect';
import { cropPicture, fitPicture } from '../../src/tasks/picture';
import type { Pixels } from '../../src/tasks/types';
import { modelPath, openNetwork } from '../../tools/models/tfjs-graph';

const { width, height, data } = PNG.sync.read(readFileSync(new URL('../samples/astronaut.png', import.meta.url)));
const picture: Pixels = { width, height, data: new Uint8ClampedArray(data) };

function writeRgb(id: string, { data: rgba }: Pixels): void {
  writeFileSync(
    modelPath(id, 'reference/input.rgb8.bin'),
    rgba.filter((_, index) => index % 4 !== 3),
  );
}

writeRgb('blazeface', fitPicture(picture, 256, 256, 'letterbox').pixels);
await tf.setBackend('cpu');
const [face] = await findFaces(picture, await openNetwork('blazeface'));
if (!face) throw new Error('no face in the sample portrait');
console.log(face);
writeRgb('facemesh', cropPicture(picture, faceCrop(face, CROP_SIDES), 192, 192));
