import { Problem } from '../../domain/problem';
import { toProblem } from '../../domain/toProblem';
import { isPage } from '../../domain/realm';
import type { TensorMap } from '../../domain/tensor';
import { recycle } from '../../tasks/pixels/scratch';
import type { Answer, TaskInput, TaskNetwork, TaskWorker } from '../../tasks/types';
import type { LoadedNetwork, Parts, UnitContext } from '../types';

export interface Answered {
  readonly answer: Answer;
  /** In `network.run` with readback, all networks of the chain together. */
  readonly inferenceMs: number;
  /** The first run, where an answer is made of many and `inferenceMs` is one of them. */
  readonly firstMs?: number;
  /** From the input to the first run; from the first run's end on, everything outside runs. */
  readonly preMs: number;
  readonly postMs: number;
  readonly totalMs: number;
  /** Runs of each network in this answer, with the elements of their first input, for scaling work. */
  readonly runs: readonly { readonly model: string; readonly elements: number }[];
}

/** A run of one network as it was made for an answer. */
export interface Step {
  readonly loaded: LoadedNetwork;
  readonly feeds: TensorMap;
}

/** What an answer is made of: pre- and post-processing are the task's. */
export type TaskParts = Parts & { readonly task: TaskWorker };

/**
 * Pre-processing, the networks, post-processing, each timed.
 * @param plan takes the runs in the order made, to be repeated; their feeds are valid until the next answer
 * @throws Problem
 */
export async function answer(
  { task, networks }: TaskParts,
  input: TaskInput,
  plan: Step[],
  { breathe }: Pick<UnitContext, 'breathe'>,
): Promise<Answered> {
  plan.length = 0;
  // Hosts in a page share its memory, and each may still repeat what it ran.
  if (!isPage()) recycle();
  let inferenceMs = 0;
  let firstRunAt: number | undefined;
  const timed = new Map<string, TaskNetwork>();
  for (const [id, loaded] of networks) {
    const run = async (feeds: TensorMap) => {
      await breathe();
      const started = performance.now();
      firstRunAt ??= started;
      const outputs = await loaded.network.run(feeds).catch((error: unknown) => {
        throw toProblem(error, `running ${loaded.card.title}`);
      });
      inferenceMs += performance.now() - started;
      plan.push({ loaded, feeds });
      return outputs;
    };
    timed.set(id, { card: loaded.card, assets: loaded.assets, run });
  }
  const started = performance.now();
  const result = await task.answer(input, timed).catch((error: unknown) => {
    if (error instanceof Problem) throw error;
    // A task says as a Problem what is wrong with an input; whatever else it throws is a fault of ours or of the network.
    throw new Problem('runtime', 'The model’s output could not be made into an answer.', describe(error));
  });
  const totalMs = performance.now() - started;
  const preMs = (firstRunAt ?? started) - started;
  const postMs = Math.max(0, totalMs - preMs - inferenceMs);
  const runs = plan.map(({ loaded, feeds }) => ({
    model: loaded.card.id,
    elements: Object.values(feeds)[0]?.data.length ?? 0,
  }));
  return { answer: result, inferenceMs, preMs, postMs, totalMs, runs };
}

const describe = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);
