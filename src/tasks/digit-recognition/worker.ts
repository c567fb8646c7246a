import type { Tensor } from '../../domain/tensor';
import { ownNetwork } from '../networks';
import type { ReferenceOutput, TaskWorker } from '../types';
import { summarise, type DigitAnswer } from './answer';
import { calibrationFrom, digitScore, softmax } from './calibration';
import { inkOf } from './ink';
import { inkPixels, normaliseInk, SIDE } from './normalise';

const indexOfLargest = (values: readonly number[]): number => values.indexOf(Math.max(...values));

export const task: TaskWorker<DigitAnswer> = {
  async answer(input, networks) {
    if (input.kind !== 'picture') throw new Error('Reading a digit needs a picture.');
    const network = ownNetwork(networks, 'Reading a digit');
    const [spec, output] = [network.card.inputs[0], network.card.outputs[0]];
    if (!spec || !output) throw new Error('The digit model has no input.');
    const { temperature, threshold } = calibrationFrom(network.assets);

    const ink = inkOf(input.pixels);
    // An empty sheet goes through the network too: every answer is an inference that can be timed.
    const seen = ink ? normaliseInk(ink) : new Float32Array(SIDE * SIDE);
    const outputs = await network.run({ [spec.name]: { dtype: 'float32', shape: [1, SIDE, SIDE, 1], data: seen } });
    const logits = (outputs[output.name] as Tensor).data as Float32Array;
    const probabilities = softmax(logits, temperature);
    const digit = indexOfLargest(probabilities);
    const score = digitScore(logits);
    const said = {
      drawn: ink !== undefined,
      probabilities,
      digit,
      confidence: probabilities[digit]!,
      unlike: ink !== undefined && score < threshold,
      score,
      threshold,
    };
    return {
      kind: 'digit-recognition',
      ...said,
      summary: summarise(said),
      pictures: { seen: inkPixels({ width: SIDE, height: SIDE, values: seen }) },
    };
  },

  /** Largest difference of a digit's probability from the reference's, before calibration; 1 where another digit comes first. */
  agreement(card, outputs, reference) {
    const name = card.outputs[0]!.name;
    const found = softmax(outputs[name]!.data as Float32Array);
    const expected = softmax((reference.find((output) => output.name === name) as ReferenceOutput).values);
    if (indexOfLargest(found) !== indexOfLargest(expected)) return 1;
    return Math.max(...expected.map((probability, digit) => Math.abs(probability - found[digit]!)));
  },
};
