import type { RuntimeMeta } from '../types';

/** Weights stored in half precision or smaller are made floats when a graph is loaded. */
const formats = ['tfjs-graph'] as const;

export const meta: RuntimeMeta = {
  id: 'tfjs',
  title: 'TensorFlow.js',
  version: '4.22.0',
  backends: [
    {
      id: 'cpu',
      title: 'JavaScript',
      kind: 'cpu',
      formats,
      compute: ['fp32'],
      startMs: 2000,
      macsPerMs: 0.1e6,
      operatorMs: 0.01,
      downloadBytes: 680_000,
    },
    {
      id: 'wasm',
      title: 'WASM',
      kind: 'cpu',
      formats,
      compute: ['fp32'],
      threads: true,
      startMs: 50,
      macsPerMs: 15e6,
      operatorMs: 0.05,
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
      startMs: 1800,
      macsPerMs: 50e6,
      operatorMs: 0.1,
      downloadBytes: 900_000,
    },
    {
      id: 'webgpu',
      title: 'WebGPU',
      kind: 'gpu',
      needs: 'webgpu',
      formats,
      compute: ['fp32'],
      startMs: 1500,
      macsPerMs: 100e6,
      operatorMs: 0.06,
      downloadBytes: 960_000,
    },
  ],
};
