import { describe, expect, it } from 'vitest';
import { sampleRecord } from '../../record/record.fixture';
import type { Environment } from '../../record/record';
import { downloadBytes } from '../../runtimes/fit';
import { parseTarget, runtimeDownload, type Target } from '../../runtimes/target';
import { tasks } from '../../tasks/registry';
import { isLight, likelyBest, otherProbesOf, planOf, probesOf } from './plan';

const none: Environment = { ...sampleRecord().environment, gpu: undefined, webgl: undefined };
const gpu = { adapter: 'a GPU', software: false, features: [] };
const webgl = { renderer: 'a GPU', software: false };
/** A first visit: runtimes and weights are all still to come. */
const bytesToCome = (model: string, target: Target) =>
  runtimeDownload(target) + downloadBytes(model ? [model] : [], [target]);
const facts = (environment: Environment) => ({ environment, bytesToCome, bytesPerMs: 1250 });
const backendOf = (id: string) => parseTarget(id)?.backend;

describe('the likely best targets of a model', () => {
  it('are one on the processor and one on the GPU', () => {
    const backends = likelyBest('movenet-lightning', facts({ ...none, gpu, webgl })).map(backendOf);
    expect(backends).toEqual([expect.stringMatching(/^(wasm|cpu)$/), expect.stringMatching(/^webg/)]);
  });

  it('are two on the processor where the GPU is software or there is none', () => {
    for (const environment of [none, { ...none, webgl: { ...webgl, software: true } }]) {
      const best = likelyBest('movenet-lightning', facts(environment));
      expect(best).toHaveLength(2);
      expect(new Set(best).size).toBe(2);
      for (const id of best) expect(backendOf(id)).toMatch(/^(wasm|cpu)$/);
    }
  });

  it('are only those that can load it', () => {
    expect(likelyBest('ppocr-v4-rec', facts(none))).toEqual(['ort-wasm']);
  });
});

describe('a plan', () => {
  it('measures tasks of the same targets in one run, and counts every cell and probe', () => {
    const two = tasks.filter(({ model }) => model === 'movenet-lightning' || model === 'nanodet');
    const probes = probesOf(facts(none));
    const plan = planOf(two, probes, facts(none));
    const cells = plan.groups.reduce((sum, { models, targets }) => sum + models.length * targets.length, 0);
    expect(plan.groups.flatMap(({ models }) => models).sort()).toEqual(['movenet-lightning', 'nanodet']);
    expect(plan.steps).toBe(cells + probes.length);
  });

  it('counts a runtime once, and weights once a runtime', () => {
    const pose = tasks.filter(({ model }) => model === 'movenet-lightning');
    const plan = planOf(pose, [], facts({ ...none, gpu, webgl }));
    const targets = plan.groups.flatMap((group) => group.targets.flatMap((id) => parseTarget(id) ?? []));
    const runtimes = targets.reduce((sum, target) => sum + runtimeDownload(target), 0);
    const weights = new Map(targets.map((target) => [target.runtime, downloadBytes(['movenet-lightning'], [target])]));
    expect(plan.bytes).toBe(runtimes + [...weights.values()].reduce((sum, bytes) => sum + bytes, 0));
    expect(planOf(pose, [], { environment: none, bytesToCome: () => 0, bytesPerMs: 1250 }).bytes).toBe(0);
  });

  it('leaves products in other precisions to who asks for them', () => {
    const halves = { ...none, gpu: { ...gpu, features: ['shader-f16'] }, webgl };
    const { probes, notOffered } = otherProbesOf(facts(halves));
    expect(probes.filter((spec) => 'precision' in spec && spec.precision === 'int8').length).toBeGreaterThan(0);
    expect(probes).toContainEqual({ kind: 'matrix-product', target: 'ort-webgpu', precision: 'fp16' });
    expect(notOffered).toContainEqual(expect.objectContaining({ target: 'ort-webgl', precision: 'int8' }));
    for (const spec of probesOf(facts(halves))) expect(spec).not.toHaveProperty('precision');
  });

  it('asks no GPU that is software for arithmetic or copies', () => {
    const soft = { ...none, gpu: { ...gpu, software: true }, webgl: { ...webgl, software: true } };
    expect(probesOf(facts(soft))).toEqual(probesOf(facts(none)));
    const kinds = probesOf(facts({ ...none, gpu, webgl })).map(({ kind }) => kind);
    expect(kinds).toContain('gpu-copy');
  });

  it('times another runtime’s arithmetic only where that has been fetched', () => {
    const products = (all: ReturnType<typeof probesOf>) =>
      all.flatMap((spec) => (spec.kind === 'matrix-product' ? (parseTarget(spec.target)?.runtime ?? []) : []));
    expect(new Set(products(probesOf(facts(none))))).toEqual(new Set(['tfjs']));
    expect(new Set(products(probesOf({ environment: none, bytesToCome: () => 0, bytesPerMs: 1250 })))).toEqual(
      new Set(['ort', 'tfjs']),
    );
  });

  it('leaves the larger networks until they are asked for', () => {
    const of = (model: string) => tasks.find((task) => task.model === model)!;
    expect(isLight(of('movenet-lightning'), facts(none))).toBe(true);
    expect(isLight(of('use-lite'), facts(none))).toBe(false);
    expect(isLight(of('use-lite'), { environment: none, bytesToCome: () => 0, bytesPerMs: 1250 })).toBe(true);
  });
});
