import '../../src/domain/ownScripts';
import { sampleInput, type PreparedInput } from '../../src/input/input';
import { probe } from '../../src/measure/probes/probe';
import { runBenchmark } from '../../src/measure/run';
import { scenarioRules } from '../../src/measure/scenario';
import { seededRandom, shuffled } from '../../src/domain/random';
import { median, sorted } from '../../src/statistics/samples';
import { outlineOf, outlines } from '../../src/models/outline';
import { allTargets, parseTarget } from '../../src/runtimes/target';
import { sampleOf, taskOf } from '../../src/tasks/registry';
import type { TaskInput } from '../../src/tasks/types';
import { openSession, openSide, type Side, type SideSpec } from './sides';
import { siteUrl } from './site';
import { compareWriting, type WritingOpening, type WritingSpec } from './writing/compare';

export interface Comparison {
  readonly ours: SideSpec;
  readonly other: SideSpec;
  /** Slices of each side. */
  readonly pairs: number;
  readonly sliceMs: number;
  readonly seed: number;
}

/** The medians of two neighbouring slices, ms. */
export interface Pair {
  readonly ourMs: number;
  readonly otherMs: number;
}

declare global {
  interface Window {
    compare(comparison: Comparison): Promise<Pair[]>;
    modelIds(): readonly string[];
    /** @returns pre- and post-processing of one answer after another, as shares of the inference */
    overhead(model: string, target: string): Promise<number[]>;
    /**
     * A quick run of MoveNet on the targets that the page picks by itself.
     * @param openings of each cell, all samples shared among them; the scenario's own unless told
     * @returns milliseconds from the start of the run to its record
     */
    quickRunMs(openings?: number): Promise<number>;
    compareWriting(spec: WritingSpec): Promise<WritingOpening>;
    /** @returns bytes a second that a copy of memory moves */
    memoryBandwidth(): Promise<number>;
  }
}

type Name = 'ours' | 'other';

const WARM_UP_MS = 1500;

/** Answers until pre- and post-processing are compiled, and those that count. */
const OVERHEAD_WARM_UP_MS = 2000;
const OVERHEAD_MS = 1500;

/** Runs until the engine has compiled what is hot. @returns milliseconds of an inference now */
async function warmUp({ sample }: Side): Promise<number> {
  const started = performance.now();
  let times: readonly number[];
  do times = await sample(3);
  while (performance.now() - started < WARM_UP_MS);
  return median(sorted(times));
}

/** The first sample of the model's task. */
async function sampleOfModel(model: string): Promise<{ task: string; input: PreparedInput }> {
  const task = taskOf(outlineOf(model)?.task ?? '');
  if (!task) throw new Error(`There is no model ${model}.`);
  const sample = sampleOf(task);
  // Samples are named from the site's root, and this page lies deeper.
  const located = 'picture' in sample ? { ...sample, picture: new URL(sample.picture, siteUrl).href } : sample;
  return { task: task.id, input: await sampleInput(located) };
}

const inputOf = async (model: string): Promise<TaskInput> => (await sampleOfModel(model)).input.input;

window.compareWriting = compareWriting;

window.memoryBandwidth = async () => {
  const outcome = await probe({ kind: 'memory-copy' }, new AbortController().signal);
  if (!outcome.ok) throw new Error(outcome.reason.message);
  return outcome.figure.perSecond;
};

window.modelIds = () => outlines.map(({ id }) => id);

window.overhead = async (model, id) => {
  const target = parseTarget(id);
  if (!target) throw new Error(`There is no target ${id}.`);
  const input = await inputOf(model);
  const session = await openSession({ model }, target, input);
  const shares = async (ms: number) => {
    const list: number[] = [];
    const started = performance.now();
    while (performance.now() - started < ms) {
      const { preMs, postMs, inferenceMs } = await session.answer(input);
      list.push((preMs + postMs) / inferenceMs);
    }
    return list;
  };
  try {
    await shares(OVERHEAD_WARM_UP_MS);
    return await shares(OVERHEAD_MS);
  } finally {
    session.close();
  }
};

/**
 * Takes slices from two sides in turn, the order within each pair by chance, so that whatever else the machine does meets
 * both alike. Networks are clocked inside their workers, whole answers on the page.
 */
window.compare = async ({ pairs, sliceMs, seed, ...specs }) => {
  const input = await inputOf(specs.ours.model);
  const random = seededRandom(seed);
  const names: readonly Name[] = ['ours', 'other'];
  const sides = {} as Record<Name, Side>;
  // Which worker is opened first decides where its memory lies.
  for (const name of shuffled(names, random)) sides[name] = await openSide(specs[name], input);
  try {
    const eachMs = Math.min(await warmUp(sides.ours), await warmUp(sides.other));
    const count = Math.max(1, Math.round(sliceMs / eachMs));
    const results: Pair[] = [];
    for (let pair = 0; pair < pairs; pair++) {
      const times: Record<Name, number> = { ours: 0, other: 0 };
      for (const name of shuffled(names, random)) times[name] = median(sorted(await sides[name].sample(count)));
      results.push({ ourMs: times.ours, otherMs: times.other });
    }
    return results;
  } finally {
    sides.ours.close();
    sides.other.close();
  }
};

window.quickRunMs = async (openings) => {
  const model = 'movenet-lightning';
  const sample = await sampleOfModel(model);
  const rule = scenarioRules.quick;
  const started = performance.now();
  await runBenchmark({
    params: { models: [model], targets: [...allTargets], scenario: 'quick', seed: 1 },
    inputs: new Map([[sample.task, sample.input]]),
    signal: new AbortController().signal,
    base: siteUrl,
    rule: openings === undefined ? rule : { ...rule, openings, fewestOpenings: openings },
  });
  return performance.now() - started;
};
