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
    {
      id: 'webgpu',
      downloadBytes: 16_900_000,
      // The native provider waits for the GPU by JavaScript Promise Integration or, larger and slower, by unwinding its own
      // stack (asyncify); the older provider written in JavaScript (JSEP) gets some models wrong and is faster on others.
      builds: [
        { id: 'jspi', needs: 'jspi', downloadBytes: 16_900_000 },
        { id: 'asyncify', downloadBytes: 26_900_000 },
        { id: 'jsep', downloadBytes: 28_800_000 },
      ],
    },
  ],
};
