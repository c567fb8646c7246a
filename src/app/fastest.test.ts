import { beforeEach, expect, it, vi } from 'vitest';
import { completedCell, sampleRecord } from '../record/record.fixture';
import type { Cell, Environment } from '../record/record';
import { parseTarget } from '../runtimes/target';
import { fastestHere } from './fastest';
import { rememberFastest } from './rememberFastest';

const stored = new Map<string, string>();
beforeEach(() => {
  stored.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  });
});

const environment: Environment = sampleRecord().environment;
const { model } = completedCell;
const on = (id: string, medianMs: number): Cell => ({
  ...completedCell,
  target: { ...parseTarget(id)! },
  actual: undefined,
  steady: { ...completedCell.steady, medianMs, minMs: medianMs, openings: 1, ci95Ms: undefined },
});
const remember = (...cells: Cell[]) => rememberFastest(sampleRecord({ cells }));

it('keeps the fastest of a comparison, and the next one’s instead', () => {
  expect(fastestHere(model, environment)).toBeUndefined();
  remember(on('tfjs-wasm', 30), on('ort-wasm', 20));
  expect(fastestHere(model, environment)).toBe('ort-wasm');
  remember(on('tfjs-wasm', 10), on('ort-wasm', 20));
  expect(fastestHere(model, environment)).toBe('tfjs-wasm');
});

it('is proven by no target that stood alone', () => {
  remember(on('tfjs-wasm', 30));
  expect(fastestHere(model, environment)).toBeUndefined();
});

it('forgets one that fails', () => {
  remember(on('tfjs-wasm', 30), on('ort-wasm', 20));
  const { steady: _, work: __, ...rest } = on('ort-wasm', 20) as typeof completedCell;
  remember({ ...rest, status: 'failed', reason: { code: 'runtime', message: 'It broke.' } });
  expect(fastestHere(model, environment)).toBeUndefined();
});

it('holds for this browser, adapter and version of the runtime', () => {
  remember(on('tfjs-webgpu', 3), on('ort-wasm', 20));
  expect(fastestHere(model, environment)).toBe('tfjs-webgpu');
  expect(fastestHere(model, { ...environment, userAgent: 'another' })).toBeUndefined();
  expect(fastestHere(model, { ...environment, runtimes: { tfjs: '5' } })).toBeUndefined();
  expect(
    fastestHere(model, { ...environment, gpu: { adapter: 'another', software: false, features: [] } }),
  ).toBeUndefined();
});

it.each(['', 'null', '[]', '{"x":1}', '"text"', '{bad'])('takes %s in the storage for nothing known', (text) => {
  stored.set('nearside.fastest/1', text);
  expect(fastestHere(model, environment)).toBeUndefined();
  remember(on('tfjs-wasm', 30), on('ort-wasm', 20));
});
