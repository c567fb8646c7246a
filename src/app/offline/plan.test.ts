import { describe, expect, it } from 'vitest';
import { parseTarget } from '../../runtimes/target';
import { tasks } from '../../tasks/registry';
import type { Build } from './names';
import { isHere, itemOf, modelBytes, runtimesOf, toFetch, type Item, type ItemFacts } from './plan';

const build: Build = {
  version: 'v',
  shell: [],
  runtimes: {
    tfjs: [
      { path: 'assets/a.js', bytes: 10 },
      { path: 'assets/b.wasm', bytes: 20 },
    ],
    'ort-wasm': [{ path: 'assets/c.wasm', bytes: 100 }],
  },
};
const file = (sha256: string, bytes: number) => ({
  path: `models/x/${sha256}`,
  file: { path: sha256, from: '', bytes, sha256 },
});
const item = (runtime: string, shas: readonly string[], pictures: readonly string[] = []): Item => ({
  task: tasks[0]!,
  target: parseTarget(`${runtime.split('-')[0]}-wasm`)!,
  runtime,
  files: shas.map((sha, index) => file(sha, 1000 + index)),
  pictures,
});
const kept = (hashes: readonly string[], paths: readonly string[]) => ({
  hashes: new Set(hashes),
  paths: new Set(paths),
});

describe('toFetch', () => {
  it('counts a file and a runtime that two tasks share once', () => {
    const all = toFetch([item('tfjs', ['a', 'b']), item('tfjs', ['a'])], build, kept([], []));
    expect(all.bytes).toBe(1000 + 1001 + 30);
    expect(all.models.map(({ file: { sha256 } }) => sha256)).toEqual(['a', 'b']);
  });

  it('leaves out what is here, and has pictures fetched as well', () => {
    const missing = toFetch([item('tfjs', ['a', 'b'], ['samples/x.png'])], build, kept(['a'], ['assets/a.js']));
    expect(missing.bytes).toBe(1001 + 20);
    expect(missing.paths.map(({ path }) => path)).toEqual(['assets/b.wasm', 'samples/x.png']);
  });

  it('takes all parts of a file for the file', () => {
    const parts = [
      { bytes: 500, sha256: 'p1' },
      { bytes: 500, sha256: 'p2' },
    ];
    const { files, ...rest } = item('tfjs', ['a']);
    const inParts = { ...rest, files: files.map((one) => ({ ...one, file: { ...one.file, parts } })) };
    expect(toFetch([inParts], build, kept(['p1'], [])).models).toHaveLength(1);
    expect(toFetch([inParts], build, kept(['p1', 'p2'], [])).models).toHaveLength(0);
  });
});

it('is here with its model, its runtime and its pictures, and not without one of them', () => {
  const one = item('tfjs', ['a'], ['samples/x.png']);
  const paths = ['assets/a.js', 'assets/b.wasm', 'samples/x.png'];
  expect(isHere(one, build, kept(['a'], paths))).toBe(true);
  expect(isHere(one, build, kept([], paths))).toBe(false);
  for (const missing of paths)
    expect(
      isHere(
        one,
        build,
        kept(
          ['a'],
          paths.filter((path) => path !== missing),
        ),
      ),
      missing,
    ).toBe(false);
});

it('names each runtime once, with its size', () => {
  const items = [item('tfjs', ['a']), item('tfjs', ['b']), item('ort-wasm', ['c'])];
  expect(runtimesOf(items, build)).toEqual([
    { title: 'TensorFlow.js', bytes: 30 },
    { title: 'ONNX Runtime', bytes: 100 },
  ]);
});

describe('itemOf', () => {
  const facts = {
    build,
    before: [],
    bytesToCome: () => 0,
    bytesPerMs: 1000,
    provenBuild: () => undefined,
    environment: { cores: 4 } as ItemFacts['environment'],
  } satisfies ItemFacts;
  const task = tasks.find(({ id }) => id === 'digit-recognition')!;

  it('takes a target that needs nothing that is not here, the one prepared before where there was one', async () => {
    expect((await itemOf(task, facts))?.target.backend).toMatch(/^(cpu|wasm)$/);
    const before = [{ id: task.id, target: 'ort-wasm' }];
    const again = await itemOf(task, { ...facts, before });
    expect(again).toMatchObject({ runtime: 'ort-wasm', target: { id: 'ort-wasm' } });
    // Not here: a target that this device can't run.
    expect(
      (await itemOf(task, { ...facts, before: [{ id: task.id, target: 'ort-webgpu' }] }))?.target.backend,
    ).not.toBe('webgpu');
  });

  it('lists what every task’s model is checked with', async () => {
    for (const each of tasks) {
      const found = await itemOf(each, {
        ...facts,
        build: { ...build, runtimes: { 'ort-wasm': [], 'tfjs-wasm': [] } },
      });
      const checks = found?.files.filter(({ path }) => path.startsWith(`models/${each.model}/reference/`));
      expect(checks?.length, each.model).toBeGreaterThan(0);
    }
  });

  it('lists the model, what it is checked with, and its samples', async () => {
    const found = (await itemOf(task, facts))!;
    expect(found.files.some(({ path }) => path.startsWith('models/digits/reference/'))).toBe(true);
    expect(modelBytes(found)).toBeGreaterThan(100_000);
    expect(found.pictures).toContain('samples/digit-seven.png');
  });
});
