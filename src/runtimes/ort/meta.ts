import type { RuntimeMeta } from '../types';

export const meta: RuntimeMeta = {
  id: 'ort',
  title: 'ONNX Runtime',
  version: '1.30.0',
  formats: ['onnx'],
  backends: [
    { id: 'wasm', threads: true, downloadBytes: 3_700_000 },
    { id: 'webgl', downloadBytes: 120_000 },
    { id: 'webgpu', downloadBytes: 6_700_000 },
  ],
};
