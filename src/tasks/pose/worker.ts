import type { Tensor } from '../../domain/tensor';
import { fitPicture, pictureTensor, type FitTransform } from '../picture';
import { pictureNetwork } from '../pictureNetwork';
import type { Pixels, ReferenceOutput, TaskWorker } from '../types';
import { JOINT_THRESHOLD, jointNames, type Joint, type PoseAnswer } from './answer';

/**
 * @param output [1, 1, 17, 3]: y, x (share of the letterboxed frame), score
 * @returns joints as shares of the picture itself
 */
export function readJoints(
  output: Tensor,
  picture: Pixels,
  frame: { width: number; height: number },
  fit: FitTransform,
): Joint[] {
  return jointNames.map((name, index) => {
    const [y = 0, x = 0, score = 0] = (output.data as Float32Array).subarray(index * 3, index * 3 + 3);
    return {
      name,
      x: (x * frame.width - fit.offsetX) / fit.scaleX / picture.width,
      y: (y * frame.height - fit.offsetY) / fit.scaleY / picture.height,
      score,
    };
  });
}

function summarise(joints: readonly Joint[]): string {
  const sure = joints.filter((joint) => joint.score >= JOINT_THRESHOLD);
  if (sure.length < 4) return 'No pose found.';
  const best = sure.length === joints.length ? 'all 17 joints' : `${sure.length} of 17 joints`;
  return `A pose: ${best} found.`;
}

export const task: TaskWorker<PoseAnswer> = {
  async answer(input, networks) {
    const { pixels: picture, network, spec, output } = pictureNetwork(input, networks, 'Finding a pose');
    const [, height = 0, width = 0] = spec.shape;
    const { pixels, transform } = fitPicture(picture, width, height, spec.picture.fit, spec.picture.pad);
    const outputs = await network.run({ [spec.name]: pictureTensor(pixels, spec.picture, spec.dtype) });
    const joints = readJoints(outputs[output.name] as Tensor, picture, { width, height }, transform);
    return { kind: 'pose', joints, summary: summarise(joints) };
  },

  /** Largest distance between a joint and its reference, as a share of the frame, over joints the reference is sure of. */
  agreement(card, outputs, reference) {
    const name = card.outputs[0]?.name as string;
    const found = outputs[name]?.data as Float32Array;
    const { values } = reference.find((output) => output.name === name) as ReferenceOutput;
    let worst = 0;
    for (let i = 0; i < values.length; i += 3) {
      if ((values[i + 2] as number) < JOINT_THRESHOLD) continue;
      worst = Math.max(worst, Math.hypot(found[i]! - values[i]!, found[i + 1]! - values[i + 1]!));
    }
    return worst;
  },
};
