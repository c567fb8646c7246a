import type { RuntimeMeta } from '../types';

export const meta: RuntimeMeta = {
  id: 'tfjs',
  title: 'TensorFlow.js',
  version: '4.22.0',
  formats: ['tfjs-graph'],
  backends: [
    { id: 'cpu', downloadBytes: 110_000 },
    { id: 'wasm', threads: true, downloadBytes: 290_000 },
    { id: 'webgl', downloadBytes: 180_000 },
    { id: 'webgpu', downloadBytes: 170_000 },
  ],
};
