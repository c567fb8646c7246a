import { describe, expect, it } from 'vitest';
import { parseTarget, runtimeDownload, type Target } from '../runtimes/target';
import { bestFirst, guessOf, likeliestFirst, type FirstAnswerFacts } from './order';

const targetsOf = (ids: string) => ids.split(' ').map((id) => parseTarget(id) as Target);
const gpus = (software: boolean | undefined): FirstAnswerFacts['environment'] =>
  software === undefined
    ? {}
    : { gpu: { adapter: 'an adapter', software, features: [] }, webgl: { renderer: 'a renderer', software } };

/** MoveNet Lightning's work; everything fetched before, unless told otherwise. */
const facts = {
  environment: gpus(false),
  macs: 300e6,
  operators: () => 0,
  inferences: 1,
  canLoad: () => true,
  bytesToCome: () => 0,
  bytesPerMs: 1000,
};
const order = (ids: string, changes: Partial<FirstAnswerFacts> = {}) =>
  bestFirst(targetsOf(ids), { ...facts, ...changes })
    .map(({ id }) => id)
    .join(' ');

it('opens WASM first, then GPUs, then plain JavaScript, where all of it is there', () => {
  expect(order('tfjs-webgl tfjs-cpu tfjs-webgpu tfjs-wasm@1 tfjs-wasm')).toBe(
    'tfjs-wasm tfjs-wasm@1 tfjs-webgpu tfjs-webgl tfjs-cpu',
  );
});

it.each([
  ['in software', true],
  ['missing', undefined],
])('opens a GPU %s last', (_, software) => {
  const environment = gpus(software);
  expect(order('tfjs-webgl tfjs-cpu tfjs-webgpu tfjs-wasm', { environment })).toBe(
    'tfjs-wasm tfjs-cpu tfjs-webgl tfjs-webgpu',
  );
});

it.each([
  // 3 Mbit/s, as a phone far from the mast has: 14.3 MB take 38 s.
  ['slow', 375],
  ['middling', 1250],
  ['fast', 12_500],
])('fetches the small runtime first on a %s connection, as long as nothing is there', (_, bytesPerMs) => {
  expect(order('ort-wasm tfjs-wasm', { bytesPerMs, bytesToCome: runtimeDownload })).toBe('tfjs-wasm ort-wasm');
});

it('opens the large runtime first once it is there and the small one is not', () => {
  const bytesToCome = (target: Target) => (target.runtime === 'ort' ? 0 : runtimeDownload(target));
  expect(order('tfjs-wasm ort-wasm', { bytesPerMs: 375, bytesToCome })).toBe('ort-wasm tfjs-wasm');
});

it('waits for a larger download where what it brings is that much faster', () => {
  const bytesToCome = runtimeDownload;
  const large = { macs: 50e9, bytesToCome };
  expect(order('tfjs-cpu ort-webgpu', { ...large, bytesPerMs: 12_500 })).toBe('ort-webgpu tfjs-cpu');
  expect(order('tfjs-cpu ort-webgpu', { macs: 1e6, bytesToCome, bytesPerMs: 375 })).toBe('tfjs-cpu ort-webgpu');
});

it('puts what can’t load the model last of all', () => {
  const canLoad = ({ runtime }: Target) => runtime === 'ort';
  expect(order('tfjs-wasm tfjs-cpu ort-webgl ort-wasm', { canLoad, environment: gpus(true) })).toMatch(
    /^ort-wasm ort-webgl /,
  );
});

it('leaves the list it was given alone', () => {
  const targets = targetsOf('tfjs-cpu tfjs-wasm');
  bestFirst(targets, facts);
  expect(targets).toEqual(targetsOf('tfjs-cpu tfjs-wasm'));
});

describe('the likeliest best', () => {
  const likeliest = (ids: string, changes: Partial<FirstAnswerFacts> = {}, proven?: string) =>
    likeliestFirst(targetsOf(ids), { ...facts, ...changes }, proven)
      .map(({ id }) => id)
      .join(' ');
  const all = 'tfjs-cpu tfjs-wasm@1 tfjs-wasm tfjs-webgl tfjs-webgpu';

  it('is a GPU where there is one and the network is large enough to be worth its start', () => {
    expect(likeliest(all)).toBe('tfjs-webgpu tfjs-wasm tfjs-webgl tfjs-wasm@1 tfjs-cpu');
    expect(likeliest(all, { macs: 1e6 })).toMatch(/^tfjs-wasm /);
  });

  it.each([
    ['in software', true],
    ['missing', undefined],
  ])('is WASM where the GPU is %s, and GPUs come after plain JavaScript', (_, software) => {
    expect(likeliest(all, { environment: gpus(software) })).toBe(
      'tfjs-wasm tfjs-wasm@1 tfjs-cpu tfjs-webgl tfjs-webgpu',
    );
  });

  it('weighs what a target still fetches on this connection', () => {
    const toCome = { bytesToCome: runtimeDownload };
    expect(likeliest('ort-webgpu tfjs-wasm', { ...toCome, bytesPerMs: 375 })).toBe('tfjs-wasm ort-webgpu');
    expect(likeliest('ort-webgpu tfjs-wasm', { ...toCome, macs: 3e9, bytesPerMs: 12_500 })).toBe(
      'ort-webgpu tfjs-wasm',
    );
  });

  it('is the one that proved the fastest here, as long as it can run', () => {
    expect(likeliest(all, {}, 'tfjs-cpu')).toMatch(/^tfjs-cpu tfjs-webgpu/);
    expect(likeliest(all, { environment: gpus(undefined) }, 'tfjs-webgpu')).toMatch(/^tfjs-wasm /);
    expect(likeliest(all, { canLoad: ({ backend }) => backend !== 'webgl' }, 'tfjs-webgl')).toMatch(/tfjs-webgl$/);
  });

  it('counts what each operator costs: a text is many inferences of many operators and little arithmetic', () => {
    // The story's own in TensorFlow.js's form and in ONNX's, on a connection that brings the larger runtime in ten seconds.
    const operators = ({ runtime }: Target) => (runtime === 'ort' ? 76 : 342);
    const text = { macs: 4.5e6, inferences: 32, operators, bytesPerMs: 1250, bytesToCome: runtimeDownload };
    expect(likeliest('tfjs-wasm ort-wasm tfjs-webgl tfjs-webgpu', text)).toMatch(/^ort-wasm /);
    expect(likeliest('tfjs-wasm ort-wasm', { ...text, inferences: 1 })).toBe('tfjs-wasm ort-wasm');
  });

  it('gives WASM one thread where memory can’t be shared', () => {
    const guess = (sharedMemory: boolean) =>
      guessOf(targetsOf('tfjs-wasm')[0]!, { ...facts, environment: { ...gpus(undefined), sharedMemory } })!.inferenceMs;
    expect(guess(false)).toBeGreaterThan(guess(true));
  });
});
