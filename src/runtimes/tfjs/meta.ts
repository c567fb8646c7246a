import type { RuntimeMeta } from '../types';

/** Weights stored in half precision or smaller are made floats when a graph is loaded. */
const formats = ['tfjs-graph'] as const;

export const meta: RuntimeMeta = {
  id: 'tfjs',
  title: 'TensorFlow.js',
  version: '4.22.0',
  backends: [
    { id: 'cpu', title: 'JavaScript', kind: 'cpu', formats, compute: ['fp32'], starts: 3, downloadBytes: 680_000 },
    {
      id: 'wasm',
      title: 'WASM',
      kind: 'cpu',
      formats,
      compute: ['fp32'],
      threads: true,
      starts: 0,
      downloadBytes: 1_060_000,
    },
    {
      id: 'webgl',
      title: 'WebGL',
      kind: 'gpu',
      needs: 'webgl',
      formats,
      // Half precision where the GPU draws into no textures of floats, as on some phones.
      compute: ['fp32', 'fp16'],
      starts: 2,
      downloadBytes: 900_000,
    },
    {
      id: 'webgpu',
      title: 'WebGPU',
      kind: 'gpu',
      needs: 'webgpu',
      formats,
      compute: ['fp32'],
      starts: 1,
      downloadBytes: 960_000,
    },
  ],
};
