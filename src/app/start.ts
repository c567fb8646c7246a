import { profileOf } from '../far/network';
import { farOfRun } from '../far/ofRun';
import { serverOf } from '../far/server';
import { sampleInput } from '../input/input';
import type { RunInput } from '../input/runInput';
import { runBenchmark, type RunOptions } from '../measure/run';
import { outlineOf } from '../models/outline';
import type { CompletedCell, Far, RunParams, RunRecord } from '../record/record';
import { sampleOf, taskOf } from '../tasks/registry';
import { defaultFar } from './defaultFar';
import { provenBuild, rememberBuilds } from './provenBuilds';
import { rememberSeen, seenBefore } from './seen';

/** The sample inputs that the models of a run need, by task. */
async function sampleInputs(params: RunParams): Promise<Map<string, RunInput>> {
  const inputs = new Map<string, RunInput>();
  for (const model of params.models) {
    const task = taskOf(outlineOf(model)?.task ?? '');
    if (task && !inputs.has(task.id)) inputs.set(task.id, await sampleInput(sampleOf(task, params.input)));
  }
  return inputs;
}

/**
 * Runs what the parameters say and simulates the far side beside it.
 * @param own inputs by task id that stand in for the samples
 */
export async function startRun(
  params: RunParams,
  options: Omit<RunOptions, 'params' | 'inputs' | 'far'>,
  own?: ReadonlyMap<string, RunInput>,
): Promise<RunRecord> {
  const choice = params.far ?? defaultFar;
  const profile = profileOf(choice.profile);
  const server = serverOf(choice.server);
  const simulated = new Map<CompletedCell, Far>();
  const record = await runBenchmark({
    ...options,
    provenBuild,
    seenBefore,
    onMeasuring: (measuring) => document.documentElement.toggleAttribute('data-measuring', measuring),
    params,
    inputs: own ?? (await sampleInputs(params)),
    far: profile && server ? (cells) => farOfRun(cells, { profile, server, seed: params.seed }, simulated) : undefined,
  });
  rememberBuilds(record);
  rememberSeen(record);
  return record;
}
