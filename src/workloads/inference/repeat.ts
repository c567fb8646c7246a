import { toProblem } from '../../domain/toProblem';
import type { UnitContext } from '../types';
import type { Step } from './answer';

export interface Samples {
  /** Milliseconds of one inference: all runs of the answer, each with readback. */
  readonly samplesMs: readonly number[];
  /** Milliseconds of single runs by model id. */
  readonly stagesMs: Readonly<Record<string, readonly number[]>>;
  /** Of each sample, where it stands in a text: tokens before it. */
  readonly positions?: readonly number[];
}

/**
 * Repeats an answer's runs; nothing but runs and readback lies inside the clock.
 * @param count samples wanted
 * @param batch answers timed together as one sample, for runs too short for the timer
 * @param leadIn answers made untimed before: the first ones after a switch find cold caches and a slow clock
 */
export async function repeat(
  plan: readonly Step[],
  { count, batch, leadIn }: { readonly count: number; readonly batch: number; readonly leadIn: number },
  { breathe }: Pick<UnitContext, 'breathe'>,
): Promise<Samples> {
  const samplesMs: number[] = [];
  const stagesMs: Record<string, number[]> = {};
  const steps = plan.map(({ loaded, feeds }) => {
    const times: number[] = (stagesMs[loaded.card.id] ??= []);
    return { network: loaded.network, feeds, times };
  });
  try {
    for (let i = 0; i < leadIn; i++) {
      for (const { network, feeds } of steps) {
        await breathe();
        await network.run(feeds);
      }
    }
    for (let s = 0; s < count; s++) {
      let total = 0;
      for (const { network, feeds, times } of steps) {
        await breathe();
        const started = performance.now();
        for (let b = 0; b < batch; b++) await network.run(feeds);
        const each = (performance.now() - started) / batch;
        times.push(each);
        total += each;
      }
      samplesMs.push(total);
    }
  } catch (error) {
    throw toProblem(error, 'repeating the inference');
  }
  return { samplesMs, stagesMs };
}
