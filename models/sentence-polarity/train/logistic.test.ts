import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/domain/random';
import { fit, logitOf, logRatios, naiveBayes, sigmoid, type Encoded } from './logistic';

const repeat = (rows: number[], label: 0 | 1, count: number): Encoded[] =>
  Array.from({ length: count }, () => ({ rows, label }));

describe('naive Bayes', () => {
  const examples = [...repeat([1], 1, 5), ...repeat([2], 0, 2)];

  it('compares shares with one occurrence added', () => {
    // Rows 0 to 2: positive 1, 6, 1 of 8; negative 1, 1, 3 of 5.
    expect([...logRatios(examples, 3)]).toEqual([
      Math.log(5 / 8),
      Math.log(6 / 8 / (1 / 5)),
      Math.log(1 / 8 / (3 / 5)),
    ]);
  });

  it('adds them up', () => {
    const [, first, second] = logRatios(examples, 3);
    expect(naiveBayes(examples, 3)([1, 2, 2])).toBeCloseTo(first! + 2 * second!);
  });
});

describe('logistic regression', () => {
  const training = { passes: 300, rate: 0.3, decay: 0 };

  it('comes to the shares that were seen', () => {
    const examples = [...repeat([1], 1, 80), ...repeat([1], 0, 20), ...repeat([2], 1, 30), ...repeat([2], 0, 70)];
    const linear = fit(examples, new Float64Array(3).fill(1), training, seededRandom(1));
    expect(sigmoid(logitOf(linear, [1]))).toBeCloseTo(0.8, 1);
    expect(sigmoid(logitOf(linear, [2]))).toBeCloseTo(0.3, 1);
  });

  it('learns nothing of a row whose scale is 0', () => {
    const linear = fit(repeat([1], 1, 50), Float64Array.of(1, 0), training, seededRandom(1));
    expect(linear.table[1]).toBe(0);
    expect(linear.bias).toBeGreaterThan(0);
  });
});
