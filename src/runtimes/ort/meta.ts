import type { RuntimeMeta } from '../types';
import { webglOperators } from './webgl-operators';

export const meta: RuntimeMeta = {
  id: 'ort',
  title: 'ONNX Runtime',
  version: '1.30.0',
  formats: ['onnx'],
  backends: [
    { id: 'wasm', threads: true, downloadBytes: 14_300_000 },
    // It refuses f16 initialisers: "unsupported data type: FLOAT16".
    { id: 'webgl', precisions: ['fp32'], operators: webglOperators, downloadBytes: 470_000 },
    // With JavaScript Promise Integration; 26.9 MB in browsers without.
    { id: 'webgpu', downloadBytes: 16_900_000 },
  ],
};
