import { ownNetwork } from '../networks';
import { rounded } from '../rounded';
import type { ReferenceOutput, TaskWorker } from '../types';
import { pointNames, summarise, type Hand, type HandAnswer } from './answer';
import { pointsOutput } from './look';
import { traceHand } from './trace';

export const task: TaskWorker<HandAnswer> = {
  async answer(input, networks) {
    if (input.kind !== 'picture') throw new Error('Tracing a hand needs a picture.');
    const network = ownNetwork(networks, 'Tracing a hand');
    if (!network.card.inputs[0]?.picture) throw new Error('The hand model has no picture input.');
    const { width, height } = input.pixels;
    const seen = await traceHand(input.pixels, network);
    const hand: Hand | undefined = seen && {
      presence: rounded(seen.presence),
      right: rounded(seen.right),
      points: seen.points.map(({ x, y }, index) => ({
        name: pointNames[index] ?? '',
        x: rounded(x / width),
        y: rounded(y / height),
      })),
    };
    return { kind: 'hand-landmarks', summary: summarise(hand), hand };
  },

  /** `landmark distance` (crop pixels, lower is better): the mean over the 21 points, in space. */
  agreement(card, outputs, reference) {
    const actual = pointsOutput(outputs);
    const { values } = reference.find(({ name }) => name === card.outputs[0]?.name) as ReferenceOutput;
    let total = 0;
    for (let i = 0; i < values.length; i += 3) {
      total += Math.hypot(actual[i]! - values[i]!, actual[i + 1]! - values[i + 1]!, actual[i + 2]! - values[i + 2]!);
    }
    return total / (values.length / 3);
  },
};
