import { beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../domain/problem';
import { chainOn } from '../runtimes/chain';
import { parseTarget, type Target } from '../runtimes/target';
import { loadNetworks, openRuntime, readFile } from '../sessions/load';
import type { TaskWorker } from '../tasks/types';
import { workloads } from './registry';
import type { Instance, UnitContext, Workload } from './types';

interface Example {
  readonly model: string;
  readonly request: () => Promise<unknown>;
}

const workerModules = import.meta.glob<Workload>('./*/worker.ts', { import: 'workload' });
const examples = import.meta.glob<Example>('./*/example.fixture.ts', { eager: true });
const taskModules = import.meta.glob<TaskWorker>('../tasks/*/worker.ts', { import: 'task' });
const folders = [...new Set(Object.keys(import.meta.glob('./*/*.ts')).map((path) => path.split('/')[1] as string))];

const base = `${location.origin}/`;
const target = parseTarget('tfjs-cpu') as Target;

async function open(id: string): Promise<Instance<unknown, unknown, unknown>> {
  const { model } = examples[`./${id}/example.fixture.ts`] as Example;
  const spec = { chain: await chainOn(model, target), target, base, workload: id };
  const task = await taskModules[`../tasks/${spec.chain.at(-1)?.card.task}/worker.ts`]?.();
  const workload = await workerModules[`./${id}/worker.ts`]?.();
  if (!workload) throw new Error(`${id} has no worker.`);
  const { networks } = await loadNetworks(spec, await openRuntime(spec, () => {}), () => {}, workload.keeps);
  const read = (...[card, file]: Parameters<Parameters<Workload['open']>[0]['read']>) =>
    readFile(base, card, file, () => {});
  return workload.open({ networks, task, read }) as Instance<unknown, unknown, unknown>;
}

/** @param stopAt breath at which the page's stop arrives */
function context(stopAt = Infinity): UnitContext<unknown> & { breaths: number } {
  const own = {
    breaths: 0,
    signal: new AbortController().signal,
    emit: () => {},
    breathe: async () => {
      if (++own.breaths >= stopAt) throw new Problem('stopped', 'Stopped.');
    },
  };
  return own;
}

it('every folder is a workload with an example, and the page knows it', () => {
  expect(folders.length).toBeGreaterThan(0);
  expect(workloads.map(({ id }) => id).sort()).toEqual([...folders].sort());
  expect(Object.keys(workerModules)).toHaveLength(folders.length);
  expect(Object.keys(examples)).toHaveLength(folders.length);
});

describe.each(workloads)('$id', { timeout: 60_000 }, ({ id, metrics }) => {
  let instance: Instance<unknown, unknown, unknown>;
  const request = () => (examples[`./${id}/example.fixture.ts`] as Example).request();
  beforeAll(async () => void (instance = await open(id)), 60_000);

  it('gives series of its metrics alone, the first of them always', async () => {
    const { series } = await instance.unit(await request(), context());
    const names = Object.keys(metrics);
    expect(names).toEqual(expect.arrayContaining(Object.keys(series)));
    expect(series[names[0] as string]?.length).toBeGreaterThan(0);
    for (const values of Object.values(series)) {
      for (const value of values) expect(value).toBeGreaterThanOrEqual(0);
      expect(values.every(Number.isFinite)).toBe(true);
    }
  });

  it('proves itself, before and after it has worked', async () => {
    const before = await instance.prove(context());
    expect(Object.values(before).map(({ pass }) => pass)).toEqual([true]);
    await instance.unit(await request(), context());
    expect(await instance.prove(context())).toEqual(before);
  });

  it('breathes, stops at a breath, and does the next unit as if nothing had been', async () => {
    const counting = context();
    await instance.unit(await request(), counting);
    expect(counting.breaths).toBeGreaterThan(0);
    for (let at = 1; at <= counting.breaths; at++) {
      const stopped = instance.unit(await request(), context(at));
      await expect(stopped).rejects.toMatchObject({ code: 'stopped' });
    }
    const { series } = await instance.unit(await request(), context());
    expect(Object.values(series).flat().length).toBeGreaterThan(0);
  });

  it('forgets, and goes on', async () => {
    instance.reset();
    const { series } = await instance.unit(await request(), context());
    expect(Object.keys(series).length).toBeGreaterThan(0);
  });
});
