import { shuffled, type Random } from '../../../src/domain/random';
import { featureWeight } from '../../../src/tasks/sentence-polarity/features';

/** Sentences as rows of a table: what is summed up, and the label. */
export interface Encoded {
  readonly rows: readonly number[];
  readonly label: 0 | 1;
}

export interface Linear {
  /** Log-odds of each row. */
  readonly table: Float64Array;
  readonly bias: number;
}

export const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));

/** Log-odds that a sentence is positive. */
export function logitOf({ table, bias }: Linear, rows: readonly number[]): number {
  const weight = featureWeight(rows.length);
  return rows.reduce((sum, row) => sum + weight * table[row]!, bias);
}

/**
 * How much likelier each row is in positive sentences than in negative ones: the logarithm of the ratio of its shares, one
 * occurrence added on both sides (naive Bayes, multinomial).
 */
export function logRatios(examples: readonly Encoded[], size: number): Float64Array {
  const counts = [new Float64Array(size).fill(1), new Float64Array(size).fill(1)] as const;
  for (const { rows, label } of examples) for (const row of rows) counts[label][row]!++;
  const [negative, positive] = counts.map((count) => count.reduce((sum, value) => sum + value, 0)) as [number, number];
  return Float64Array.from({ length: size }, (_, row) =>
    Math.log(counts[1][row]! / positive / (counts[0][row]! / negative)),
  );
}

/** Naive Bayes: the ratios summed up as they are. The labels are equally frequent, so that the bias is 0. */
export function naiveBayes(examples: readonly Encoded[], size: number): (rows: readonly number[]) => number {
  const ratios = logRatios(examples, size);
  return (rows) => rows.reduce((sum, row) => sum + ratios[row]!, 0);
}

export interface Training {
  readonly passes: number;
  readonly rate: number;
  /** Pull of every weight towards 0. */
  readonly decay: number;
}

/**
 * Logistic regression on features scaled by their naive Bayes log-ratio (Wang & Manning 2012, "Baselines and bigrams"),
 * by stochastic gradient descent with a rate of its own for every row (AdaGrad, Duchi et al. 2011).
 * @param scales of each row; all 1 for plain logistic regression
 */
export function fit(
  examples: readonly Encoded[],
  scales: Float64Array,
  { passes, rate, decay }: Training,
  random: Random,
): Linear {
  const weights = new Float64Array(scales.length);
  const squares = new Float64Array(scales.length).fill(1e-8);
  let bias = 0;
  let biasSquares = 1e-8;
  for (let pass = 0; pass < passes; pass++) {
    for (const { rows, label } of shuffled(examples, random)) {
      const weight = featureWeight(rows.length);
      const logit = rows.reduce((sum, row) => sum + weight * weights[row]! * scales[row]!, bias);
      const error = sigmoid(logit) - label;
      biasSquares += error * error;
      bias -= (rate * error) / Math.sqrt(biasSquares);
      for (const row of rows) {
        const gradient = error * weight * scales[row]! + decay * weights[row]!;
        squares[row]! += gradient * gradient;
        weights[row]! -= (rate * gradient) / Math.sqrt(squares[row]!);
      }
    }
  }
  return { table: weights.map((value, row) => value * scales[row]!), bias };
}
