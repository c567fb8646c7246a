import { describe, expect, it } from 'vitest';
import type { LiveRow } from './live.svelte';
import { droppedText, ranTitle, spokenText, stepText } from './words';

const row: LiveRow = {
  target: 'ort-wasm',
  actual: { backend: 'wasm', threads: 2 },
  figures: { times: [], answered: 30, dropped: 10, p50Ms: 31.26, p95Ms: 44, inferenceP50Ms: 20, perSecond: 24.26 },
};

describe('ranTitle', () => {
  it('has the threads that there really are', () => expect(ranTitle(row)).toBe('ONNX Runtime · WASM ×2'));

  it('says what else a number must not hide', () => {
    const actual = { backend: 'webgpu', threads: 1, build: 'jsep', softwareAdapter: true, fallbackNodes: 3 };
    expect(ranTitle({ target: 'ort-webgpu', actual })).toBe(
      'ONNX Runtime · WebGPU, jsep build, software GPU, 3 nodes on the CPU',
    );
  });

  it('says when another backend ran than was asked for', () => {
    expect(ranTitle({ target: 'tfjs-webgpu', actual: { backend: 'cpu', threads: 1 } })).toBe(
      'TensorFlow.js · WebGPU, on cpu',
    );
  });
});

it('sums the figures up in a sentence, once there are any', () => {
  expect(spokenText(row)).toBe(
    'ONNX Runtime · WASM ×2: 24 frames a second, half of them within 31.3 ms, 95 % within 44 ms, 10 dropped so far.',
  );
  expect(spokenText({ ...row, figures: { times: [], answered: 1, dropped: 0 } })).toBe('');
});

it('gives drops as a share of all that arrived', () => {
  expect(droppedText(row)).toBe('10 (25 %)');
  expect(droppedText({ ...row, figures: { times: [], answered: 0, dropped: 0 } })).toBe('0');
  expect(droppedText({ ...row, figures: { times: [], answered: 3, dropped: 735 } })).toBe('735 (99 %)');
});

it.each([
  [undefined, 'Starting …'],
  [{ phase: 'runtime', received: 0, total: 0, fromCache: false }, 'Starting the runtime …'],
  [{ phase: 'download', received: 1.2e6, total: 4.65e6, fromCache: false }, 'Downloading the model, 1.2 MB of 4.7 MB'],
  [{ phase: 'download', received: 4.65e6, total: 4.65e6, fromCache: true }, 'Reading the model from the cache …'],
  [{ phase: 'check' }, 'Checking its answer against the reference …'],
] as const)('says of %j: %s', (step, text) => expect(stepText(step)).toBe(text));
