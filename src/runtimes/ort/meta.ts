import type { RuntimeMeta } from '../types';
import { webglOperators } from './webgl-operators';

export const meta: RuntimeMeta = {
  id: 'ort',
  title: 'ONNX Runtime',
  version: '1.30.0',
  formats: ['onnx'],
  backends: [
    { id: 'wasm', threads: true, downloadBytes: 3_700_000 },
    // It refuses f16 initialisers: "unsupported data type: FLOAT16".
    { id: 'webgl', precisions: ['fp32'], operators: webglOperators, downloadBytes: 120_000 },
    { id: 'webgpu', downloadBytes: 6_700_000 },
  ],
};
