import { describe, expect, it } from 'vitest';
import { parseTarget } from '../../runtimes/target';
import { otherProducts, threadCounts } from './offered';
import { probeId } from './types';

const targets = ['ort-wasm', 'ort-webgpu', 'ort-webgl', 'tfjs-webgl'].flatMap((id) => parseTarget(id) ?? []);

describe('products beside single precision', () => {
  it('are probed where a target has them, WASM with each number of threads', () => {
    const { probes, notOffered } = otherProducts(targets, { cores: 4, features: ['shader-f16'] });
    const threads = threadCounts(4);
    expect(probes.map(probeId)).toEqual([
      ...threads.map((count) => `matrix-product:ort-wasm@${count}:int8`),
      'matrix-product:ort-webgpu:fp16',
    ]);
    expect(notOffered.map(({ target, precision }) => `${target} ${precision}`)).toEqual([
      'ort-wasm fp16',
      'ort-webgpu int8',
      'ort-webgl int8',
      'ort-webgl fp16',
      'tfjs-webgl int8',
      'tfjs-webgl fp16',
    ]);
  });

  it('say that the GPU offers no half precision', () => {
    const { notOffered } = otherProducts(targets, { cores: 4, features: [] });
    expect(notOffered.find(({ target, precision }) => target === 'ort-webgpu' && precision === 'fp16')?.why).toBe(
      'This GPU offers WebGPU no half precision (shader-f16).',
    );
  });

  it('take 1, 2, 4 and 8 threads, up to the cores, and one where memory can’t be shared', () => {
    expect([threadCounts(6, true), threadCounts(64, true), threadCounts(64, false)]).toEqual([
      [1, 2, 4],
      [1, 2, 4, 8],
      [1],
    ]);
  });
});
