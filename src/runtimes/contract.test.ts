import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formats, precisions } from '../models/artefact';
import { codeOf } from './codes';
import { obstacleOn } from './needs';
import { capabilityOf, isGpu, runtimes, takesThreads } from './target';
import type { RuntimeModule } from './types';

const modules = import.meta.glob<RuntimeModule>('./*/worker.ts');
const backends = runtimes.flatMap((runtime) =>
  runtime.backends.map((backend) => ({ target: `${runtime.id}-${backend.id}`, runtime: runtime.id, backend })),
);
const distinct = (list: readonly unknown[] = []) => new Set(list).size === list.length;

describe.each(runtimes)('the runtime $id', ({ id, title, version, backends: its }) => {
  it('is named as targets and records name it', () => {
    expect(id).toMatch(/^[a-z0-9]+$/);
    expect(title).not.toBe('');
    expect(version).toMatch(/^\d+\.\d+/);
    expect(its.length).toBeGreaterThan(0);
    expect(distinct(its.map((backend) => backend.id))).toBe(true);
    expect(distinct(its.map((backend) => backend.title))).toBe(true);
  });

  it('has a worker that opens it', async () => {
    expect(await modules[`./${id}/worker.ts`]?.()).toMatchObject({ open: expect.any(Function) });
  });
});

describe.each(backends)('$target', ({ runtime, backend }) => {
  const on = { runtime, backend: backend.id };

  it('states what it can do', () => {
    expect(backend.id).toMatch(/^[a-z0-9]+$/);
    expect(formats).toEqual(expect.arrayContaining([...backend.formats]));
    expect(backend.formats.length).toBeGreaterThan(0);
    expect(precisions).toEqual(expect.arrayContaining([...(backend.weights ?? [])]));
    for (const list of [backend.formats, backend.weights, backend.compute]) expect(distinct(list)).toBe(true);
    expect(backend.compute[0]).toBe('fp32');
    expect(backend.downloadBytes).toBeGreaterThan(0);
    for (const build of backend.builds ?? []) {
      expect(build.id).toMatch(/^[a-z]+$/);
      expect(build.downloadBytes).toBeGreaterThan(0);
    }
    expect(distinct(backend.builds?.map(({ id }) => id))).toBe(true);
    // A number after @ is of threads, a word is a build: a target can't have both.
    expect(backend.threads === true && backend.builds !== undefined).toBe(false);
  });

  it('is what is asked of it', () => {
    expect(capabilityOf(on)).toBe(backend);
    expect(isGpu(on)).toBe(backend.kind === 'gpu');
    expect(takesThreads(on)).toBe(backend.threads === true);
  });

  it('can be opened by code that stands alone, each build of it', () => {
    const code = codeOf(runtime)!;
    const file = { path: 'folder/model.onnx', from: '', bytes: 1, sha256: '' };
    const artefact = { format: backend.formats[0]!, precision: 'fp32' as const, files: [file], operators: {} };
    for (const build of backend.builds?.map(({ id }) => id) ?? [undefined]) {
      const request = { backend: backend.id, build, artefact, outputs: ['y'], kept: [] };
      expect(code.packages(request).every((name) => /^@?[\w/-]+@\d/.test(name))).toBe(true);
      for (const path of code.files(request)) expect(existsSync(`node_modules/${path}`), path).toBe(true);
      expect(code.body(request)).toMatch(/return \w+\(.*\);$/s);
      for (const caution of code.cautions(request)) expect(caution).toMatch(/\.$/);
    }
  });

  it('is told from a device that lacks what it needs, before anything is loaded', () => {
    expect(obstacleOn(on, {})).toEqual(backend.needs ? expect.stringMatching(/^There is no .*\.$/) : undefined);
    expect(obstacleOn(on, undefined)).toBeUndefined();
    const adapter = { adapter: 'any', renderer: 'any', software: true, features: [] };
    expect(obstacleOn(on, { gpu: adapter, webgl: adapter })).toBeUndefined();
  });
});

it('a GPU that does not compute in halves runs no network that does', () => {
  const on = { runtime: 'ort', backend: 'webgpu' };
  const offers = (...features: string[]) => ({ gpu: { adapter: 'any', software: false, features } });
  const halves = [{ compute: 'fp16' }] as const;
  expect(obstacleOn(on, offers(), halves)).toContain('computes in half precision, which this GPU doesn’t');
  expect(obstacleOn(on, offers('shader-f16'), halves)).toBeUndefined();
  expect(obstacleOn(on, offers(), [{ compute: 'fp32' }])).toBeUndefined();
  // There halves are computed in single precision.
  expect(obstacleOn({ ...on, backend: 'wasm' }, offers(), halves)).toBeUndefined();
});

it('a backend that no runtime has is no GPU, has no threads and lacks nothing', () => {
  const on = { runtime: 'ort', backend: 'abacus' };
  expect([capabilityOf(on), isGpu(on), takesThreads(on), obstacleOn(on, {})]).toEqual([
    undefined,
    false,
    false,
    undefined,
  ]);
  // What a runtime fell back to, or another version of it had.
  expect(isGpu({ runtime: 'unknown', backend: 'webgpu' })).toBe(true);
});
