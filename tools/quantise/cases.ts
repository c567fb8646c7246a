import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Tensor, TensorMap } from '../../src/domain/tensor';
import type { ModelCard } from '../../src/models/card';
import type { TaskInput, TaskMeta, TaskNetwork, TaskWorker } from '../../src/tasks/types';
import { modelsFolder, readCard, sourcePath } from '../models/cards';
import { sample, views } from './pictures';
import { openModel, type Running } from './session';
import { modelFile } from './source';

/** `models/<id>/quantise/inputs.ts` exports these where a model wants others than its task's samples. */
export interface QuantiseInputs {
  /** What ranges are taken from. */
  readonly calibration: () => readonly TaskInput[];
  /** What the quantised network is compared with the whole one on; none of it was calibrated on. */
  readonly heldOut: () => readonly TaskInput[];
}

const tasksFolder = join(modelsFolder, '../src/tasks');
const load = <T>(path: string) => import(pathToFileURL(path).href) as Promise<T>;

export async function taskWorker(id: string): Promise<TaskWorker> {
  return (await load<{ task: TaskWorker }>(join(tasksFolder, id, 'worker.ts'))).task;
}

/** Views of all sample pictures, or the sentences of the task's samples: half to calibrate on, half to compare on. */
async function usualInputs(card: ModelCard): Promise<QuantiseInputs> {
  const { meta } = await load<{ meta: TaskMeta }>(join(tasksFolder, card.task, 'meta.ts'));
  if (meta.input === 'picture') {
    const pictures = () => (['astronaut', 'chelsea', 'coffee', 'hand', 'rocket'] as const).map(sample);
    return { calibration: () => views(pictures(), 6, 1), heldOut: () => views(pictures(), 4, 2) };
  }
  const texts = meta.samples.flatMap((one) => ('texts' in one ? one.texts : []));
  const half = (rest: number) => [{ kind: 'texts' as const, texts: texts.filter((_, at) => at % 2 === rest) }];
  return { calibration: () => half(0), heldOut: () => half(1) };
}

export async function inputsOf(card: ModelCard): Promise<QuantiseInputs> {
  const own = join(modelsFolder, card.id, 'quantise/inputs.ts');
  return existsSync(own) ? load<QuantiseInputs>(own) : usualInputs(card);
}

export const assetsOf = (card: ModelCard): ReadonlyMap<string, ArrayBuffer> =>
  new Map(card.assets.map((file) => [file.path, new Uint8Array(readFileSync(sourcePath(card, file))).buffer]));

/** The networks that one answer of a model needs, the model last. */
function chainOf(card: ModelCard): ModelCard[] {
  return card.behind ? [...chainOf(readCard(card.behind)), card] : [card];
}

const copied = (tensors: TensorMap): TensorMap =>
  Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]): [string, Tensor] => [name, { ...tensor, data: tensor.data.slice() }]),
  );

/**
 * What a network is fed when its task answers inputs, by the task's own preparation, and what it says to each in floats.
 * Inputs on which it isn't run at all (no face for it to look at) give nothing.
 */
export async function casesOf(card: ModelCard, inputs: readonly TaskInput[]): Promise<Case[]> {
  const task = await taskWorker(card.task);
  const cases: Case[] = [];
  const running: Running[] = [];
  const networks = new Map<string, TaskNetwork>();
  for (const own of chainOf(card)) {
    const model = await openModel(await modelFile(own));
    running.push(model);
    const run = async (feeds: TensorMap) => {
      const outputs = await model.run(feeds);
      if (own.id === card.id) cases.push({ feeds: copied(feeds), outputs });
      return outputs;
    };
    networks.set(own.id, { card: own, assets: assetsOf(own), run });
  }
  for (const input of inputs) await task.answer(input, networks);
  for (const model of running) await model.release();
  return cases;
}

export interface Case {
  readonly feeds: TensorMap;
  readonly outputs: TensorMap;
}
