import type { RuntimeMeta } from '../types';

export const meta: RuntimeMeta = {
  id: 'tfjs',
  title: 'TensorFlow.js',
  version: '4.22.0',
  formats: ['tfjs-graph'],
  backends: [
    { id: 'cpu', downloadBytes: 680_000 },
    { id: 'wasm', threads: true, downloadBytes: 1_060_000 },
    { id: 'webgl', downloadBytes: 900_000 },
    { id: 'webgpu', downloadBytes: 960_000 },
  ],
};
