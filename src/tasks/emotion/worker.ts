import type { Tensor } from '../../domain/tensor';
import { boxAgreement } from '../faces/agreement';
import { faceCrop, findFaces, MAX_FACES } from '../faces/detect';
import { placeOf } from '../faces/place';
import { ownNetwork } from '../networks';
import { rounded } from '../rounded';
import type { ReferenceOutput, TaskWorker } from '../types';
import { summarise, type EmotionAnswer, type ReadFace } from './answer';
import { CROP_SIDES, greyCrop } from './crop';

const DETECTOR = 'blazeface';

/**
 * Below this a find is not read. It is more than the detector's own 0.5, since no second network confirms the face here, and
 * the reader has a label for anything: the coffee sample holds a "face" of 0.67, while the sample portrait scores from 0.72
 * up down to a face of 20 pixels turned by a radian.
 */
const MIN_SCORE = 0.7;

export const task: TaskWorker<EmotionAnswer> = {
  async answer(input, networks) {
    if (input.kind !== 'picture') throw new Error('Reading an expression needs a picture.');
    const [detector, reader] = [networks.get(DETECTOR), ownNetwork(networks, 'Reading an expression')];
    const [spec, output] = [reader.card.inputs[0], reader.card.outputs[0]];
    if (!detector || reader === detector || !spec || !output) {
      throw new Error('Reading an expression takes a face detector and a network behind it.');
    }
    const boxes = (await findFaces(input.pixels, detector)).filter(({ score }) => score >= MIN_SCORE);
    const faces: ReadFace[] = [];
    for (const box of boxes.slice(0, MAX_FACES)) {
      const outputs = await reader.run({
        [spec.name]: greyCrop(input.pixels, faceCrop(box, CROP_SIDES), spec.shape[1]!),
      });
      const shares = Array.from((outputs[output.name] as Tensor).data as Float32Array, rounded);
      faces.push({ box: placeOf(box, input.pixels), score: rounded(box.score), shares });
    }
    return { kind: 'emotion', summary: summarise(faces, boxes.length), found: boxes.length, faces };
  },

  /** `share difference` (0–1, lower is better): the largest of a label's share; `box IoU` for the detector in front. */
  agreement(card, outputs, reference) {
    if (card.tolerance.task.measure === 'box IoU') return boxAgreement(outputs, reference);
    const name = card.outputs[0]?.name as string;
    const found = outputs[name]?.data as Float32Array;
    const { values } = reference.find((output) => output.name === name) as ReferenceOutput;
    return values.reduce((worst, value, i) => Math.max(worst, Math.abs(found[i]! - value)), 0);
  },
};
