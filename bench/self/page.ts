import * as Comlink from 'comlink';
import { sampleInput } from '../../src/input/input';
import { seededRandom, shuffled } from '../../src/measure/random';
import { Session } from '../../src/measure/session';
import { median, sorted } from '../../src/measure/statistics';
import type { Artefact, ModelCard } from '../../src/models/card';
import { artefactFor, cardOf } from '../../src/models/registry';
import { parseTarget, runtimeOf, type Target } from '../../src/runtimes/target';
import type { TensorMap } from '../../src/runtimes/types';
import { sampleOf, taskOf } from '../../src/tasks/registry';
import type { TaskInput, TaskNetwork, TaskWorker } from '../../src/tasks/types';
import type { Bare } from './bare';

export interface Comparison {
  readonly model: string;
  /** On one thread: `tfjs-wasm@1`. */
  readonly target: string;
  /** Slices of each side. */
  readonly pairs: number;
  readonly sliceMs: number;
  readonly seed: number;
}

/** The medians of two neighbouring slices, ms. */
export interface Pair {
  readonly productMs: number;
  readonly bareMs: number;
}

declare global {
  interface Window {
    compare(comparison: Comparison): Promise<Pair[]>;
  }
}

type Side = 'product' | 'bare';
type Sampler = (count: number) => Promise<readonly number[]>;

const WARM_UP_MS = 1500;
const siteUrl = new URL('/', location.href).href;
const taskWorkers = import.meta.glob<TaskWorker>('../../src/tasks/*/worker.ts', { import: 'task' });

const bareWorkers: Record<string, () => Worker> = {
  tfjs: () => new Worker(new URL('./bareTfjs.worker.ts', import.meta.url), { type: 'module' }),
  ort: () => new Worker(new URL('./bareOrt.worker.ts', import.meta.url), { type: 'module' }),
};

/** The tensors that the task makes of an input, caught on their way into the network. */
async function feedsOf(card: ModelCard, input: TaskInput): Promise<TensorMap> {
  const task = await taskWorkers[`../../src/tasks/${card.task}/worker.ts`]?.();
  return new Promise((resolve, reject) => {
    const run: TaskNetwork['run'] = (feeds) => {
      resolve(feeds);
      // The answer is never awaited: it waits here for outputs that nobody needs.
      return new Promise(() => {});
    };
    task?.answer(input, new Map([[card.id, { card, assets: new Map(), run }]])).catch(reject);
  });
}

function modelFile(card: ModelCard, paths: readonly string[]): string {
  const path = paths.find((candidate) => /\.(?:json|onnx)$/.test(candidate));
  return new URL(`models/${card.id}/${path}`, siteUrl).href;
}

interface Open {
  readonly sample: Sampler;
  readonly close: () => void;
}

function artefactOf(card: ModelCard, { runtime, backend }: Target): Artefact | undefined {
  const meta = runtimeOf(runtime);
  return meta && artefactFor(card, meta, backend);
}

async function openProduct(card: ModelCard, target: Target, input: TaskInput): Promise<Open> {
  const artefact = artefactOf(card, target);
  if (!artefact) throw new Error(`${card.id} has no artefact for ${target.id}.`);
  const session = new Session({ chain: [{ card, artefact }], target, base: siteUrl }, new AbortController().signal);
  await session.open(() => {});
  await session.answer(input);
  return { sample: async (count) => (await session.sample(count, 1)).samplesMs, close: () => session.close() };
}

async function openBare(card: ModelCard, target: Target, input: TaskInput): Promise<Open> {
  const artefact = artefactOf(card, target);
  const worker = bareWorkers[target.runtime]?.();
  if (!artefact || !worker) throw new Error(`There is no bare worker for ${card.id} on ${target.id}.`);
  const api = Comlink.wrap<Bare>(worker);
  const paths = artefact.files.map(({ path }) => path);
  await api.open(modelFile(card, paths), await feedsOf(card, input));
  return { sample: (count) => api.sample(count), close: () => worker.terminate() };
}

/** Runs until the engine has compiled what is hot. @returns milliseconds of an inference now */
async function warmUp(sample: Sampler): Promise<number> {
  const started = performance.now();
  let times: readonly number[];
  do times = await sample(3);
  while (performance.now() - started < WARM_UP_MS);
  return median(sorted(times));
}

/**
 * Takes slices from the product's session worker and from a bare one in turn, the order within each pair by chance, so that
 * whatever else the machine does meets both alike. The clock runs inside either worker.
 */
window.compare = async ({ model, target: targetId, pairs, sliceMs, seed }) => {
  const card = cardOf(model);
  const target = parseTarget(targetId);
  const task = card && taskOf(card.task);
  if (!card || !target || !task) throw new Error(`There is no ${model} on ${targetId}.`);
  const sample = sampleOf(task);
  // Samples are named from the site's root, and this page lies deeper.
  const located = 'picture' in sample ? { ...sample, picture: new URL(sample.picture, siteUrl).href } : sample;
  const { input } = await sampleInput(located);
  const random = seededRandom(seed);
  const openers = { product: openProduct, bare: openBare };
  const sides = {} as Record<Side, Open>;
  // Which worker is opened first decides where its memory lies.
  for (const side of shuffled<Side>(['product', 'bare'], random)) {
    sides[side] = await openers[side](card, target, input);
  }
  try {
    const eachMs = Math.min(await warmUp(sides.product.sample), await warmUp(sides.bare.sample));
    const count = Math.max(1, Math.round(sliceMs / eachMs));
    const results: Pair[] = [];
    for (let pair = 0; pair < pairs; pair++) {
      const times: Record<Side, number> = { product: 0, bare: 0 };
      for (const side of shuffled<Side>(['product', 'bare'], random)) {
        times[side] = median(sorted(await sides[side].sample(count)));
      }
      results.push({ productMs: times.product, bareMs: times.bare });
    }
    return results;
  } finally {
    sides.product.close();
    sides.bare.close();
  }
};
