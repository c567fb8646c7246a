import * as Comlink from 'comlink';
import { FrameReader } from '../input/frameReader';
import { fetchFile } from '../models/download';
import type { Artefact, CardFile, ModelCard } from '../models/card';
import type { Agreement, Phases, Reason } from '../record/record';
import { Problem, toProblem } from '../domain/problem';
import type { Target } from '../runtimes/target';
import type { TensorMap } from '../domain/tensor';
import type { ActualTarget, Network, OpenRuntime, RuntimeModule } from '../runtimes/types';
import { recycle } from '../tasks/pixels/scratch';
import type { Answer, TaskInput, TaskNetwork, TaskWorker } from '../tasks/types';
import { compareOutputs, judge } from './agreement';
import { loadReference } from './reference';
import { timerResolutionMs } from './timer';

const runtimeModules = import.meta.glob<RuntimeModule>('../runtimes/*/worker.ts');
const taskModules = import.meta.glob<TaskWorker>('../tasks/*/worker.ts', { import: 'task' });

export interface SessionSpec {
  /** Cards of the chain, in the order they run; the last is the model itself. */
  readonly chain: readonly { readonly card: ModelCard; readonly artefact: Artefact }[];
  readonly target: Target;
  /** The site's base URL: a worker's own location lies deeper. */
  readonly base: string;
  /** Web Lock to hold for as long as this worker lives; its release tells the page that the worker is gone. */
  readonly lock: string;
}

export interface OpenProgress {
  readonly received: number;
  readonly total: number;
  readonly fromCache: boolean;
  readonly phase: 'runtime' | 'download' | 'create';
}

export interface Opened {
  readonly actual: ActualTarget & { readonly fallbackNodes?: number };
  readonly phases: Pick<Phases, 'runtimeMs' | 'downloadMs' | 'downloadBytes' | 'fromCache' | 'createMs'>;
  /** False where the browser would not keep the weights for the next visit. */
  readonly kept: boolean;
  readonly timerResolutionMs: number;
}

export interface Answered {
  readonly answer: Answer;
  /** In `network.run` with readback, all networks of the chain together. */
  readonly inferenceMs: number;
  /** From the input to the first run; from the first run's end on, everything outside runs. */
  readonly preMs: number;
  readonly postMs: number;
  readonly totalMs: number;
  /** Runs of each network in this answer, with the elements of their first input, for scaling work. */
  readonly runs: readonly { readonly model: string; readonly elements: number }[];
}

/** An answer to a camera's frame. */
export interface FrameAnswered extends Answered {
  /** The very frame that the answer is of, the right way round. */
  readonly frame: ImageBitmap;
  /** Reading its pixels, before `totalMs` begins. */
  readonly readMs: number;
}

export interface Samples {
  readonly samplesMs: readonly number[];
  /** Milliseconds of single runs by model id. */
  readonly stagesMs: Readonly<Record<string, readonly number[]>>;
}

interface Loaded {
  readonly card: ModelCard;
  readonly network: Network;
  readonly assets: ReadonlyMap<string, ArrayBuffer>;
}

interface Step {
  readonly loaded: Loaded;
  readonly feeds: TensorMap;
}

let runtime: OpenRuntime | undefined;
let spec: SessionSpec | undefined;
const networks = new Map<string, Loaded>();
/** The runs of the last answer with their inputs: what a steady sample repeats, so that only inference is timed. */
let plan: Step[] = [];

const urlOf = (card: ModelCard, file: CardFile, base: string) => new URL(`models/${card.id}/${file.path}`, base).href;

/** Resolves once the lock is held; it is held for as long as this worker lives. */
function holdLock(name: string): Promise<void> {
  const { locks } = navigator;
  return locks
    ? new Promise((held) => void locks.request(name, () => (held(), new Promise(() => {}))))
    : Promise.resolve();
}

async function download(report: (progress: OpenProgress) => void) {
  const { chain, base } = spec as SessionSpec;
  const wanted = chain.flatMap(({ card, artefact }) =>
    [...artefact.files, ...card.assets].map((file) => ({ card, file })),
  );
  const total = wanted.reduce((sum, { file }) => sum + file.bytes, 0);
  let before = 0;
  let allCached = true;
  let kept = true;
  const files = new Map<ModelCard, Map<string, ArrayBuffer>>();
  const started = performance.now();
  for (const { card, file } of wanted) {
    const got = await fetchFile(urlOf(card, file, base), file, ({ received, fromCache }) =>
      report({ phase: 'download', received: before + received, total, fromCache }),
    );
    before += file.bytes;
    allCached &&= got.fromCache;
    kept &&= got.kept;
    if (!files.has(card)) files.set(card, new Map());
    files.get(card)?.set(file.path, got.bytes);
  }
  return { files, total, allCached, kept, downloadMs: performance.now() - started };
}

async function open(sessionSpec: SessionSpec, report: (progress: OpenProgress) => void): Promise<Opened> {
  spec = sessionSpec;
  // The page watches the lock from the first report on: reported earlier, it would get the lock itself.
  await holdLock(spec.lock);
  const { chain, target } = spec;
  report({ phase: 'runtime', received: 0, total: 0, fromCache: false });
  const load = runtimeModules[`../runtimes/${target.runtime}/worker.ts`];
  if (!load) throw new Problem('missing-feature', `This page has no runtime called ${target.runtime}.`);
  const runtimeStart = performance.now();
  runtime = await (
    await load()
  ).open({
    backend: target.backend,
    threads: target.threads,
    build: target.build,
    onDownload: (received, total) => report({ phase: 'runtime', received, total, fromCache: false }),
  });
  const runtimeMs = performance.now() - runtimeStart;

  const { files, total, allCached, kept, downloadMs } = await download(report);
  report({ phase: 'create', received: total, total, fromCache: allCached });
  const createStart = performance.now();
  for (const { card, artefact } of chain) {
    const own = files.get(card) ?? new Map<string, ArrayBuffer>();
    const weights = new Map(artefact.files.map((file) => [file.path, own.get(file.path) as ArrayBuffer]));
    const assets = new Map(card.assets.map((file) => [file.path, own.get(file.path) as ArrayBuffer]));
    networks.set(card.id, { card, assets, network: await runtime.load(card, weights) });
  }
  const createMs = performance.now() - createStart;
  const fallbacks = [...networks.values()].map(({ network }) => network.fallbackNodes);
  return {
    actual: {
      ...runtime.actual,
      fallbackNodes: fallbacks.every((count) => count === undefined)
        ? undefined
        : fallbacks.reduce<number>((sum, count) => sum + (count ?? 0), 0),
    },
    phases: { runtimeMs, downloadMs, downloadBytes: total, fromCache: allCached, createMs },
    kept,
    timerResolutionMs: timerResolutionMs(),
  };
}

async function taskOf(): Promise<TaskWorker> {
  const id = spec?.chain.at(-1)?.card.task;
  const load = taskModules[`../tasks/${id}/worker.ts`];
  if (!load) throw new Problem('input', `This page has no task called ${id}.`);
  return load();
}

async function answer(input: TaskInput): Promise<Answered> {
  const task = await taskOf();
  const runs: { model: string; elements: number }[] = [];
  plan = [];
  recycle();
  let inferenceMs = 0;
  let firstRunAt: number | undefined;
  const timed = new Map<string, TaskNetwork>();
  for (const [id, loaded] of networks) {
    const run = async (feeds: TensorMap) => {
      const started = performance.now();
      firstRunAt ??= started;
      const outputs = await loaded.network.run(feeds).catch((error: unknown) => {
        throw toProblem(error, `running ${loaded.card.title}`);
      });
      inferenceMs += performance.now() - started;
      plan.push({ loaded, feeds });
      runs.push({ model: id, elements: Object.values(feeds)[0]?.data.length ?? 0 });
      return outputs;
    };
    timed.set(id, { card: loaded.card, assets: loaded.assets, run });
  }
  const started = performance.now();
  let result: Answer;
  try {
    result = await task.answer(input, timed);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem('input', error instanceof Error ? error.message : String(error));
  }
  const totalMs = performance.now() - started;
  const preMs = (firstRunAt ?? started) - started;
  return { answer: result, inferenceMs, preMs, postMs: Math.max(0, totalMs - preMs - inferenceMs), totalMs, runs };
}

const frames = new FrameReader();

/** @param bitmap taken over; a frame that looks the same, or mirrored, comes back */
async function answerFrame(bitmap: ImageBitmap, mirrored: boolean): Promise<FrameAnswered> {
  const started = performance.now();
  const { pixels, frame } = frames.read(bitmap, mirrored);
  const readMs = performance.now() - started;
  try {
    return { ...(await answer({ kind: 'picture', pixels })), frame, readMs };
  } catch (error) {
    frame.close();
    throw error;
  }
}

/** Runs every network of the chain on its reference input and compares. */
async function check(): Promise<Record<string, Agreement>> {
  const task = await taskOf();
  const agreements: Record<string, Agreement> = {};
  for (const { card, network, assets } of networks.values()) {
    const reference = await loadReference(card, (file) =>
      fetchFile(urlOf(card, file, (spec as SessionSpec).base), file, () => {}).then(({ bytes }) => bytes),
    );
    const outputs = await network.run(reference.feeds).catch((error: unknown) => {
      throw toProblem(error, `running ${card.title}`);
    });
    agreements[card.id] = judge(card, compareOutputs(outputs, reference.outputs), () =>
      task.agreement(card, outputs, reference.outputs, assets),
    );
  }
  return agreements;
}

/**
 * Repeats the last answer's runs; nothing but runs and readback lies inside the clock.
 * @param count samples wanted
 * @param batch answers timed together as one sample, for runs too short for the timer
 */
async function sample(count: number, batch: number): Promise<Samples> {
  const samplesMs: number[] = [];
  const stagesMs: Record<string, number[]> = {};
  const steps = plan.map(({ loaded, feeds }) => {
    const times: number[] = (stagesMs[loaded.card.id] ??= []);
    return { network: loaded.network, feeds, times };
  });
  try {
    for (let s = 0; s < count; s++) {
      let total = 0;
      for (const { network, feeds, times } of steps) {
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

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: Reason };

/** How long a failed call waits for the news that its GPU is gone. */
const LOSS_NEWS_MS = 200;

function gpuLost(sentence: string): Outcome<never> {
  const message = 'The GPU was taken away while the model ran. Run it again, or pick another backend.';
  return { ok: false, reason: new Problem('gpu-lost', message, sentence).reason };
}

let queue: Promise<unknown> = Promise.resolve();

/**
 * Every call waits for the one before it: ONNX Runtime refuses a second run in a realm while one is on ("Session already started").
 * Problems cross the boundary as data, since a thrown error would arrive without its code; a lost GPU ends whatever waits.
 */
function guarded<A extends unknown[], T>(call: (...args: A) => Promise<T>, where: string) {
  return (...args: A): Promise<Outcome<T>> => {
    const lost = () => runtime?.lost.then(gpuLost) ?? new Promise<never>(() => {});
    const failed = async (error: unknown): Promise<Outcome<T>> => {
      const { reason } = toProblem(error, where);
      // A lost device makes the readback under way fail a moment before it announces its loss.
      const unexplained = new Promise<Outcome<T>>((resolve) =>
        setTimeout(resolve, LOSS_NEWS_MS, { ok: false, reason }),
      );
      return reason.code === 'runtime' ? Promise.race([lost(), unexplained]) : { ok: false, reason };
    };
    const outcome = queue.then(() =>
      Promise.race([call(...args).then((value): Outcome<T> => ({ ok: true, value }), failed), lost()]),
    );
    queue = outcome;
    return outcome;
  };
}

const guardedFrame = guarded(answerFrame, 'answering');

const api = {
  open: guarded(open, 'starting the runtime'),
  answer: guarded(answer, 'answering'),
  async frame(bitmap: ImageBitmap, mirrored: boolean): Promise<Outcome<FrameAnswered>> {
    const outcome = await guardedFrame(bitmap, mirrored);
    return outcome.ok ? Comlink.transfer(outcome, [outcome.value.frame]) : outcome;
  },
  check: guarded(check, 'checking the answer'),
  sample: guarded(sample, 'repeating the inference'),
};

export type SessionApi = typeof api;

Comlink.expose(api);
