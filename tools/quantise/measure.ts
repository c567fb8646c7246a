import type { TensorMap } from '../../src/domain/tensor';
import type { ModelCard } from '../../src/models/card';
import type { Tolerance } from '../../src/models/tolerance';
import type { Agreement } from '../../src/record/record';
import type { ReferenceOutput } from '../../src/tasks/types';
import { compareOutputs, judge } from '../../src/workloads/inference/agreement';
import { referenceFeeds, referenceOutputs } from '../models/tfjs-graph';
import { assetsOf, taskWorker, type Case } from './cases';

type Run = (feeds: TensorMap) => Promise<TensorMap>;

const asReference = (outputs: TensorMap): ReferenceOutput[] =>
  Object.entries(outputs).map(([name, { shape, data }]) => ({
    name,
    shape,
    stride: 1,
    values: Float32Array.from(data as Float32Array),
  }));

/** How far a network is from the card's reference, as the page's gate finds it. */
export async function onReference(card: ModelCard, tolerance: Tolerance, run: Run): Promise<Agreement> {
  const task = await taskWorker(card.task);
  const [outputs, reference] = [await run(referenceFeeds(card)), referenceOutputs(card)];
  return judge({ reference: card.reference, tolerance }, compareOutputs(outputs, reference), () =>
    task.agreement(card, outputs, reference, assetsOf(card)),
  );
}

/** How far a network is from the whole one on inputs that it was not calibrated on. */
export interface HeldOut {
  /** Inputs on which the whole network found something to compare. */
  readonly count: number;
  /** Without it: where the task has nothing to measure. */
  readonly nothing: number;
  readonly median: number;
  readonly worst: number;
  /** How many are within a limit of the task's measure. */
  readonly within: number;
  /** Largest difference as a share of its output's range. */
  readonly maxRel: number;
}

export async function onHeldOut(
  card: ModelCard,
  tolerance: Tolerance,
  cases: readonly Case[],
  run: Run,
): Promise<HeldOut> {
  const task = await taskWorker(card.task);
  const { limit, better } = tolerance.task;
  const values: number[] = [];
  let [nothing, maxRel] = [0, 0];
  for (const { feeds, outputs } of cases) {
    const [said, reference] = [await run(feeds), asReference(outputs)];
    maxRel = Math.max(maxRel, compareOutputs(said, reference).maxRel);
    const value = measured(() => task.agreement(card, said, reference, assetsOf(card)));
    if (value === undefined) nothing++;
    else values.push(value);
  }
  // The worst at the end.
  values.sort((a, b) => (better === 'lower' ? a - b : b - a));
  return {
    count: values.length,
    nothing,
    median: values[Math.floor((values.length - 1) / 2)] ?? NaN,
    worst: values.at(-1) ?? NaN,
    within: values.filter((value) => (better === 'lower' ? value <= limit : value >= limit)).length,
    maxRel,
  };
}

/** A task throws where a reference holds nothing that it could measure by: a detector's without a face. */
function measured(measure: () => number): number | undefined {
  try {
    return measure();
  } catch (error) {
    if (error instanceof Error && error.message.includes('must hold')) return undefined;
    throw error;
  }
}
