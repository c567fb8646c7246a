import * as Comlink from 'comlink';
import { openProven } from '../../src/sessions/prove';
import type { Session } from '../../src/sessions/session';
import { chainOn } from '../../src/runtimes/chain';
import { artefactOn } from '../../src/runtimes/fit';
import type { ModelCard } from '../../src/models/card';
import { loadChain } from '../../src/models/registry';
import { parseTarget, type Target } from '../../src/runtimes/target';
import type { TensorMap } from '../../src/domain/tensor';
import type { PictureInput, TaskInput, TaskNetwork, TaskWorker } from '../../src/tasks/types';
import { timed, type Bare } from './bare';
import { openHuman } from './human';
import { siteUrl } from './site';

/**
 * One side of a comparison. `product`: the network alone in the product's session worker; `drawn`: the same decoder with weights
 * drawn on the spot; `bare`: the same in a worker with
 * nothing around it; `pipeline`: whole answers of the product, as the page gets them; `human`: whole answers of the Human
 * library on the same weights.
 */
export interface SideSpec {
  readonly kind: 'product' | 'drawn' | 'bare' | 'pipeline' | 'human';
  readonly model: string;
  /** Of the weights; what the target takes first where absent. */
  readonly precision?: string;
  /** On wasm, on one thread: `tfjs-wasm@1`. Human runs on TensorFlow.js' WASM backend whatever it says. */
  readonly target: string;
}

export interface Side {
  /** @returns milliseconds of each of `count` inferences or answers */
  readonly sample: (count: number) => Promise<readonly number[]>;
  readonly close: () => void;
}

const taskWorkers = import.meta.glob<TaskWorker>('../../src/tasks/*/worker.ts', { import: 'task' });

const bareWorkers: Record<string, () => Worker> = {
  tfjs: () => new Worker(new URL('./bareTfjs.worker.ts', import.meta.url), { type: 'module' }),
  ort: () => new Worker(new URL('./bareOrt.worker.ts', import.meta.url), { type: 'module' }),
};

/** The tensors that the task makes of an input, caught on their way into the network. */
async function feedsOf(card: ModelCard, input: TaskInput): Promise<TensorMap> {
  const task = await taskWorkers[`../../src/tasks/${card.task}/worker.ts`]?.();
  const read = async (path: string) => (await fetch(new URL(`models/${card.id}/${path}`, siteUrl))).arrayBuffer();
  const assets = new Map(await Promise.all(card.assets.map(async ({ path }) => [path, await read(path)] as const)));
  return new Promise((resolve, reject) => {
    const run: TaskNetwork['run'] = (feeds) => {
      resolve(feeds);
      // The answer is never awaited: it waits here for outputs that nobody needs.
      return new Promise(() => {});
    };
    task?.answer(input, new Map([[card.id, { card, assets, run }]])).catch(reject);
  });
}

type Chain = Awaited<ReturnType<typeof chainOn>>;

/** The same decoders, without their files of weights. */
function drawn(chain: Chain): Promise<Chain> {
  return Promise.all(
    chain.map(async ({ card, artefact }) => {
      if (!card.decoder) throw new Error(`${card.title} is no decoder: its weights can't be drawn.`);
      const answer = await fetch(new URL(`models/${card.id}/config.json`, siteUrl));
      const config = (await answer.json()) as Record<string, unknown>;
      return { card: { ...card, decoder: { ...card.decoder, drawn: { config, seed: 1 } } }, artefact };
    }),
  );
}

/** Opened and proven as the product does it. */
export async function openSession(
  { model, kind, precision }: Pick<SideSpec, 'model' | 'precision'> & Partial<Pick<SideSpec, 'kind'>>,
  target: Target,
  input: TaskInput,
): Promise<Session> {
  const chain = await chainOn(model, target, precision);
  const { session, wrong } = await openProven({
    chain: kind === 'drawn' ? await drawn(chain) : chain,
    target,
    workload: chain.at(-1)?.card.workload,
    base: siteUrl,
    signal: new AbortController().signal,
    answerFirst: input,
  });
  if (wrong) throw wrong;
  return session;
}

async function openBare(model: string, target: Target, input: TaskInput): Promise<Side> {
  const card = (await loadChain(model)).at(-1);
  const worker = bareWorkers[target.runtime]?.();
  if (!card || !worker) throw new Error(`There is no bare worker for ${model} on ${target.id}.`);
  const api = Comlink.wrap<Bare>(worker);
  const graph = artefactOn(card, target).files.find(({ path }) => /\.(?:json|onnx)$/.test(path));
  const feeds = await feedsOf(card, input);
  await api.open(new URL(`models/${card.id}/${graph?.path}`, siteUrl).href, feeds, target);
  return { sample: (count) => api.sample(count), close: () => worker.terminate() };
}

export async function openSide(spec: SideSpec, input: TaskInput): Promise<Side> {
  const { kind, model, target: id } = spec;
  const target = parseTarget(id);
  if (!target) throw new Error(`There is no target ${id}.`);
  if (kind === 'bare') return openBare(model, target, input);
  if (kind === 'human') return openHuman(model, input as PictureInput);
  const session = await openSession(spec, target, input);
  const close = () => session.close();
  return kind === 'product' || kind === 'drawn'
    ? { sample: async (count) => (await session.sample(count, 1)).samplesMs, close }
    : { sample: (count) => timed(count, () => session.answer(input)), close };
}
