import { profileOf } from '../far/network';
import { farOfRun } from '../far/ofRun';
import { loadServer } from '../far/servers';
import { sampleInput } from '../input/input';
import type { RunInput } from '../input/runInput';
import { runBenchmark, type RunOptions } from '../measure/run';
import { parseModelRef } from '../models/modelRef';
import { Turn, type Waiting } from '../measure/turn';
import { outlineOf } from '../models/outline';
import type { Cell, CompletedCell, Far, RefusedFar, RunParams, RunRecord } from '../record/record';
import { sampleOf, taskOf } from '../tasks/registry';
import { defaultFar } from './defaultFar';
import { fastestHere } from './fastest';
import { provenBuild, rememberBuilds } from './provenBuilds';
import { rememberFastest } from './rememberFastest';
import { bytesToCome, rememberSeen, seenBefore } from './seen';

/** The sample inputs that the models of a run need, by task. */
async function sampleInputs(params: RunParams): Promise<Map<string, RunInput>> {
  const inputs = new Map<string, RunInput>();
  for (const { model } of params.models.map(parseModelRef)) {
    const task = taskOf(outlineOf(model)?.task ?? '');
    if (task && !inputs.has(task.id)) inputs.set(task.id, await sampleInput(sampleOf(task, params.input)));
  }
  return inputs;
}

/** Why a run stands still: its tab is hidden, or something else is measuring. */
export type Wait = 'hidden' | Waiting;

export interface StartOptions extends Omit<RunOptions, 'params' | 'inputs' | 'far' | 'onPause'> {
  readonly onWait?: (wait: Wait | undefined) => void;
}

/**
 * What simulates the far side of a run, fetched before it begins: nothing is fetched while it measures.
 */
async function farSideOf({ far, seed }: RunParams): Promise<RunOptions['far']> {
  const chosen = { profile: far?.profile ?? defaultFar.profile, server: far?.server ?? defaultFar.server };
  const profile = profileOf(chosen.profile);
  try {
    const server = await loadServer(chosen.server);
    if (!profile || !server) return undefined;
    const simulated = new Map<CompletedCell, Far | RefusedFar>();
    return (cells) => farOfRun(cells, { profile, server, afterIdle: far?.afterIdle, seed }, simulated);
  } catch {
    const problem = 'The far side could not be fetched when this run was made.';
    return (cells) =>
      modelsOf(cells.filter(({ status }) => status === 'completed')).map((model) => ({
        model,
        ...chosen,
        seed,
        problem,
      }));
  }
}

const modelsOf = (cells: readonly Cell[]) => [...new Set(cells.map(({ model }) => model))];

/**
 * Runs what the parameters say, once no other tab measures, and simulates the far side beside it.
 * @param own inputs by task id that stand in for the samples
 */
export async function startRun(
  params: RunParams,
  { onWait, ...options }: StartOptions,
  own?: ReadonlyMap<string, RunInput>,
): Promise<RunRecord> {
  const [far, inputs] = await Promise.all([farSideOf(params), own ?? sampleInputs(params)]);
  const turn = new Turn();
  const take = () => turn.take(options.signal, (waiting) => onWait?.(waiting));
  await take();
  const record = await runBenchmark({
    ...options,
    // A tab out of sight measures nothing, so that the one in sight may.
    onPause: async (paused) => {
      onWait?.(paused ? 'hidden' : undefined);
      if (paused) turn.release();
      else await take();
    },
    provenBuild,
    provenTarget: fastestHere,
    seenBefore,
    bytesToCome,
    onMeasuring: (measuring) => document.documentElement.toggleAttribute('data-measuring', measuring),
    params,
    inputs,
    far,
  }).finally(() => turn.release());
  rememberBuilds(record);
  rememberSeen(record);
  rememberFastest(record);
  return record;
}
