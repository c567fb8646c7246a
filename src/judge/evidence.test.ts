import { describe, expect, it } from 'vitest';
import { verdict } from './verdict';
import { completed, context, said, wrong } from './verdict.fixture';

describe('evidence', () => {
  const pair = [completed('ort-wasm', 33, { threads: 4 }), completed('tfjs-webgl', 70)];

  it('keeps wrong cells out and says whether they were faster', () => {
    const cells = [...pair, wrong('tfjs-webgpu', 12), wrong('ort-webgpu', 33.2)];
    expect(verdict(cells, context).winner).toBe('ort-wasm');
    expect(said(cells)).toContain(
      'TensorFlow.js · WebGPU was faster (12 ms) but its answer is wrong, so it has no rank.',
    );
    expect(said(cells)).toContain('ONNX Runtime · WebGPU has no rank: its answer is wrong.');
  });

  it.each([
    [60, 33, '4 threads make ONNX Runtime on WASM 1.8 times as fast as one.'],
    [33, 60, "Threads don't help ONNX Runtime here: 4 take 60 ms, one takes 33 ms."],
    [33, 33.2, "Whether 4 threads help ONNX Runtime can't be told"],
  ])('compares one thread (%d ms) with four (%d ms)', (oneMs, fourMs, sentence) => {
    const cells = [completed('ort-wasm@1', oneMs), completed('ort-wasm', fourMs, { threads: 4 })];
    expect(said(cells)).toContain(sentence);
  });

  it('does not compare threads across runtimes', () => {
    expect(said([completed('ort-wasm@1', 60), completed('tfjs-wasm', 33, { threads: 4 })])).not.toContain(
      'threads make',
    );
  });

  it('compares the runtimes on one backend with the same number of threads', () => {
    const cells = [completed('ort-wasm@1', 30), completed('tfjs-wasm@1', 45), completed('ort-webgpu', 70)];
    expect(said(cells)).toContain(
      'On WASM ×1, ONNX Runtime is 1.5 times as fast as TensorFlow.js for the same network.',
    );
    const uneven = [completed('ort-wasm', 30, { threads: 4 }), completed('tfjs-wasm@1', 45)];
    expect(said(uneven)).not.toContain('for the same network');
  });

  it('does not take a target measured twice for two rivals', () => {
    const cells = [completed('ort-wasm', 33), completed('ort-wasm@1', 33.1), completed('tfjs-webgl', 70)];
    expect(verdict(cells, context)).toMatchObject({ winner: 'ort-wasm', tied: [] });
    expect(verdict(cells, context).headline).toContain('2.1 times as fast as the next');
    expect(said(cells)).toContain('ort-wasm and ort-wasm@1 came down to the same thing here');
    const unlike = [completed('ort-wasm', 33), completed('ort-wasm@1', 40)];
    expect(verdict(unlike, context).winner).toBeUndefined();
    expect(said(unlike)).toContain('differences of that size mean little here');
  });

  it('says when a page without isolation kept WASM to one thread, but not when one thread was asked for', () => {
    const environment = { ...context.environment, crossOriginIsolated: false };
    const sentence = 'not cross-origin isolated, so WASM had one thread only';
    expect(said([completed('ort-wasm', 33), completed('tfjs-webgl', 70)], { environment })).toContain(sentence);
    expect(said([completed('ort-wasm@1', 33), completed('tfjs-webgl', 70)], { environment })).not.toContain(sentence);
    expect(said([completed('ort-wasm', 33), completed('tfjs-webgl', 70)])).not.toContain(sentence);
    const unshared = { environment: { ...context.environment, sharedMemory: false } };
    expect(said([completed('ort-wasm', 33), completed('tfjs-webgl', 70)], unshared)).toContain(
      'This browser has no shared memory, so WASM had one thread only.',
    );
  });

  it('says when something else ran than was asked for, and does not count it as a GPU', () => {
    const cells = [completed('ort-wasm@1', 33), completed('tfjs-webgpu', 70, { actual: { backend: 'wasm' } })];
    expect(said(cells)).toContain('tfjs-webgpu really ran on wasm.');
    expect(said(cells)).not.toContain('The best time on the GPU');
  });
});
