import { expect, it } from 'vitest';
import type { Environment } from '../record/record';
import { parseTarget, type Target } from '../runtimes/target';
import { bestFirst } from './order';

const targets = ['tfjs-webgl', 'tfjs-cpu', 'tfjs-webgpu', 'tfjs-wasm@1', 'tfjs-wasm'].map(
  (id) => parseTarget(id) as Target,
);
const environment = (software: boolean | undefined): Environment => ({
  app: { version: 'test', commit: 'test' },
  userAgent: 'test',
  platform: 'test',
  cores: 4,
  crossOriginIsolated: true,
  timerResolutionMs: 0.1,
  runtimes: {},
  ...(software !== undefined && {
    gpu: { adapter: 'an adapter', software, features: [] },
    webgl: { renderer: 'a renderer', software },
  }),
});
const order = (software: boolean | undefined) => bestFirst(targets, environment(software)).map(({ id }) => id);

it('opens WASM first, then GPUs, then plain JavaScript', () => {
  expect(order(false)).toEqual(['tfjs-wasm', 'tfjs-wasm@1', 'tfjs-webgpu', 'tfjs-webgl', 'tfjs-cpu']);
});

it.each([
  ['in software', true],
  ['missing', undefined],
])('opens a GPU %s last', (_, software) => {
  expect(order(software)).toEqual(['tfjs-wasm', 'tfjs-wasm@1', 'tfjs-cpu', 'tfjs-webgl', 'tfjs-webgpu']);
});

it('leaves the list it was given alone', () => {
  const before = [...targets];
  bestFirst(targets, environment(false));
  expect(targets).toEqual(before);
});
