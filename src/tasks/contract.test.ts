import { describe, expect, it } from 'vitest';
import { outlineOf } from '../models/outline';
import { tasks } from './registry';
import type { TaskWorker } from './types';

const workers = import.meta.glob<TaskWorker>('./*/worker.ts', { import: 'task' });
const folders = (files: Record<string, unknown>) =>
  Object.keys(files)
    .map((path) => path.split('/')[1])
    .sort();
const views = import.meta.glob('./*/View.svelte');
const answers = import.meta.glob('./*/answer.ts');

/** A workload of its own answers it. */
const writes = (id: string) => outlineOf(tasks.find((task) => task.id === id)?.model ?? '')?.workload !== undefined;

it('every task folder has all its files', () => {
  const ids = tasks.map(({ id }) => id).sort();
  expect(folders(workers)).toEqual(ids.filter((id) => !writes(id)));
  expect(folders(views)).toEqual(ids);
  expect(folders(answers)).toEqual(ids);
});

it('every task has an address of its own, which is no other’s id', () => {
  const others = (id: string) => tasks.filter((task) => task.id !== id).flatMap((task) => [task.id, task.address]);
  for (const { id, address } of tasks) {
    expect(address).toMatch(/^[a-z-]+$/);
    expect(others(id)).not.toContain(address);
  }
});

describe.each(tasks.map((task) => [task.id, task] as const))('%s', (id, task) => {
  it('is named as its folder, asks in words and names a model of its own', () => {
    expect(task.verb).toMatch(/^[A-Z].+[^.]$/);
    expect(outlineOf(task.model)?.task).toBe(id);
  });

  it('has samples of its kind of input, told apart, with whose they are', () => {
    expect(task.samples.length).toBeGreaterThan(0);
    expect(new Set(task.samples.map((sample) => sample.id)).size).toBe(task.samples.length);
    for (const sample of task.samples) {
      expect('texts' in sample).toBe(task.input === 'texts');
      if ('credit' in sample) expect(sample.credit).not.toBe('');
    }
  });

  it('is shown by a part of a sample that it has', () => {
    const { sample, x = 0, y = 0 } = task.tile ?? {};
    if (sample !== undefined) expect(task.samples.map((each) => each.id)).toContain(sample);
    for (const at of [x, y]) expect(at >= 0 && at <= 1).toBe(true);
  });

  it.skipIf(writes(id))('answers and compares', async () => {
    const worker = await workers[`./${id}/worker.ts`]?.();
    expect(worker?.answer).toBeTypeOf('function');
    expect(worker?.agreement).toBeTypeOf('function');
  });
});
