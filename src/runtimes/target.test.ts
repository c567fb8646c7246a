import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  allTargets,
  availableBuilds,
  buildsToTry,
  buildTargets,
  defaultThreads,
  parseTarget,
  runtimes,
  targetTitle,
  threadedTargets,
} from './target';

const packageOf = { ort: 'onnxruntime-web', tfjs: '@tensorflow/tfjs-core' } as const;

describe('runtimes', () => {
  it('are the two that the page speaks of', () => {
    expect(runtimes.map(({ id }) => id).sort()).toEqual(Object.keys(packageOf).sort());
  });

  it.each(Object.entries(packageOf))('%s names the version of %s that is installed', (id, name) => {
    const path = fileURLToPath(new URL(`../../node_modules/${name}/package.json`, import.meta.url));
    const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
    expect(runtimes.find((runtime) => runtime.id === id)?.version).toBe(version);
  });
});

describe('parseTarget', () => {
  it('reads a runtime, a backend and threads', () => {
    expect(parseTarget('ort-wasm')).toEqual({ id: 'ort-wasm', runtime: 'ort', backend: 'wasm', threads: undefined });
    expect(parseTarget('tfjs-wasm@12')).toMatchObject({ runtime: 'tfjs', backend: 'wasm', threads: 12 });
  });

  it.each([
    'ort',
    'ort-',
    'ort-cpu',
    'tfjs-cuda',
    'other-wasm',
    'ort-webgpu@2',
    'ort-webgpu@fast',
    'ort-wasm@jspi',
    'ort-webgpu@JSEP',
    'ort-wasm@0',
    'ort-wasm@',
    'ort-wasm@100',
    'ort-wasm@-1',
    'ORT-wasm',
    ' ort-wasm',
    'ort-wasm ',
    '__proto__-wasm',
    '',
  ])('knows no target %j', (id) => expect(parseTarget(id)).toBeUndefined());

  it('reads back every target it lists', () => {
    for (const id of allTargets) expect(parseTarget(id)?.id).toBe(id);
    for (const id of buildTargets) expect(`ort-webgpu@${parseTarget(id)?.build}`).toBe(id);
    for (const id of threadedTargets) expect(parseTarget(`${id}@3`)?.threads).toBe(3);
  });
});

describe('buildsToTry', () => {
  const [webgpu, named, wasm] = ['ort-webgpu', 'ort-webgpu@jsep', 'ort-wasm'].map((id) => parseTarget(id)!);

  it('leaves out what the browser can’t run', () => {
    expect(availableBuilds(webgpu!, true)).toEqual(['jspi', 'asyncify', 'jsep']);
    expect(availableBuilds(webgpu!, false)).toEqual(['asyncify', 'jsep']);
  });

  it('begins with what was proven, where the browser can still run it', () => {
    expect(buildsToTry(webgpu!, 'jsep', true)).toEqual(['jsep', 'jspi', 'asyncify']);
    expect(buildsToTry(webgpu!, 'jspi', false)).toEqual(['asyncify', 'jsep']);
    expect(buildsToTry(webgpu!, 'gone', true)).toEqual(['jspi', 'asyncify', 'jsep']);
  });

  it('keeps to the one that was asked for, and to none where there is no choice', () => {
    expect(buildsToTry(named!, 'jspi', true)).toEqual(['jsep']);
    expect(buildsToTry(wasm!, 'jspi', true)).toEqual([undefined]);
  });
});

describe('defaultThreads', () => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 2],
    [8, 4],
    [64, 4],
    [0, 1],
  ])('of %d cores takes %d', (cores, threads) => expect(defaultThreads(cores, true)).toBe(threads));

  it('takes one where memory is not shared', () => expect(defaultThreads(16, false)).toBe(1));
});

describe('targetTitle', () => {
  it.each([
    ['ort-webgpu', undefined, 'ONNX Runtime · WebGPU'],
    ['tfjs-cpu', undefined, 'TensorFlow.js · JavaScript'],
    ['ort-wasm', undefined, 'ONNX Runtime · WASM'],
    ['ort-wasm', 4, 'ONNX Runtime · WASM ×4'],
    ['ort-wasm@2', undefined, 'ONNX Runtime · WASM ×2'],
    ['ort-wasm@2', 1, 'ONNX Runtime · WASM ×1'],
    ['ort-webgpu@jsep', undefined, 'ONNX Runtime · WebGPU (jsep)'],
    ['nothing', undefined, 'nothing'],
  ])('%s with %s threads is %s', (id, threads, title) => expect(targetTitle(id, threads)).toBe(title));
});
