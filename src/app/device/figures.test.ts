import { describe, expect, it } from 'vitest';
import type { ProbeOutcome } from '../../measure/probes/types';
import { bestSpeeds, memoryOf, speedsOf } from './figures';

const figure = (perSecond: number, unit: 'FLOP/s' | 'B/s', threads?: number): ProbeOutcome => ({
  ok: true,
  figure: { unit, perSecond, interval: [perSecond, perSecond], n: 9, what: '', ...(threads && { threads }) },
});
const refused: ProbeOutcome = { ok: false, reason: { code: 'timeout', message: 'Too long.' } };

describe('what probes found', () => {
  const probes = {
    'memory-copy': figure(5e9, 'B/s', 1),
    'matrix-product:tfjs-wasm@1': figure(8e9, 'FLOP/s', 1),
    'matrix-product:tfjs-wasm@2': figure(12e9, 'FLOP/s', 2),
    'matrix-product:ort-wasm@2': figure(14e9, 'FLOP/s', 2),
    'matrix-product:tfjs-webgl': refused,
    'matrix-product:gone-wasm': figure(1e9, 'FLOP/s', 1),
  };

  it('is listed fastest first, with why there is none, and without targets that are no more', () => {
    const speeds = speedsOf(probes);
    expect(speeds.map(({ id }) => id.split(':')[1])).toEqual([
      'ort-wasm@2',
      'tfjs-wasm@2',
      'tfjs-wasm@1',
      'tfjs-webgl',
    ]);
    expect(speeds.at(-1)).toMatchObject({ backend: 'WebGL', problem: 'Too long.' });
  });

  it('shows each backend once for each number of threads', () => {
    expect(bestSpeeds(speedsOf(probes)).map(({ runtime, threads }) => [runtime, threads])).toEqual([
      ['ONNX Runtime', 2],
      ['TensorFlow.js', 1],
    ]);
  });

  it('takes the faster copy, and none where neither was made', () => {
    expect(memoryOf({ ...probes, 'gpu-copy': figure(60e9, 'B/s') })?.where).toBe('gpu');
    expect(memoryOf({ ...probes, 'gpu-copy': refused })?.where).toBe('processor');
    expect(memoryOf({})).toBeUndefined();
  });
});
