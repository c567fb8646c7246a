import type { RuntimeMeta } from '../types';
import { webglOperators } from './webgl-operators.mjs';

const formats = ['onnx'] as const;

export const meta: RuntimeMeta = {
  id: 'ort',
  title: 'ONNX Runtime',
  version: '1.30.0',
  backends: [
    {
      id: 'wasm',
      title: 'WASM',
      kind: 'cpu',
      formats,
      compute: ['fp32', 'int8'],
      threads: true,
      startMs: 50,
      macsPerMs: 15e6,
      operatorMs: 0.003,
      downloadBytes: 14_300_000,
    },
    {
      id: 'webgl',
      title: 'WebGL',
      kind: 'gpu',
      needs: 'webgl',
      formats,
      // It refuses f16 initialisers: "unsupported data type: FLOAT16".
      weights: ['fp32'],
      compute: ['fp32'],
      operators: webglOperators,
      startMs: 1800,
      macsPerMs: 50e6,
      operatorMs: 0.1,
      downloadBytes: 470_000,
    },
    {
      id: 'webgpu',
      title: 'WebGPU',
      kind: 'gpu',
      needs: 'webgpu',
      formats,
      compute: ['fp32', 'fp16'],
      startMs: 1500,
      macsPerMs: 100e6,
      operatorMs: 0.03,
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
