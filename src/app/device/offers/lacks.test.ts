import { describe, expect, it } from 'vitest';
import { sampleRecord } from '../../../record/record.fixture';
import type { Environment } from '../../../record/record';
import { browserOf } from './browser';
import { lacksOf } from './lacks';
import type { Offers } from './read';
import { lackWords, offerRows } from './words';

const all: Environment = {
  ...sampleRecord().environment,
  cores: 8,
  crossOriginIsolated: true,
  sharedMemory: true,
  timerResolutionMs: 0.005,
  gpu: { adapter: 'a GPU', software: false, features: ['shader-f16'] },
  webgl: { renderer: 'a GPU', software: false },
};
const offers: Offers = { simd: true, relaxedSimd: true, neuralProcessor: true, floatTextures: true };

describe('what a device lacks', () => {
  it.each<[Partial<Environment>, Partial<Offers>, string[]]>([
    [{}, {}, []],
    [{ gpu: undefined }, {}, ['no-webgpu']],
    [{ gpu: undefined, webgl: undefined }, {}, ['no-gpu']],
    [{ gpu: { adapter: 'SwiftShader', software: true, features: [] } }, {}, ['software-gpu']],
    [{ gpu: { adapter: 'a GPU', software: false, features: [] } }, {}, ['no-half-precision']],
    [{ crossOriginIsolated: false, sharedMemory: false, timerResolutionMs: 1 }, {}, ['not-isolated', 'coarse-clock']],
    [{ sharedMemory: false }, {}, ['no-shared-memory']],
    [{ cores: 1 }, {}, ['one-core']],
    [
      {},
      { simd: false, floatTextures: false, neuralProcessor: false },
      ['no-simd', 'no-float-textures', 'no-neural-processor'],
    ],
    [{}, { power: { charging: false, level: 0.5 } }, ['on-battery']],
    [{}, { power: { charging: true, level: 0.5 } }, []],
  ])('%j %j: %j', (changes, other, lacks) => {
    expect(lacksOf({ ...all, ...changes }, { ...offers, ...other })).toEqual(lacks);
  });
});

const userAgents = {
  chrome: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36',
  android:
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36',
  firefox: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:153.0) Gecko/20100101 Firefox/153.0',
  safari:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
  iphone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/150.0.0.0 Mobile/15E148 Safari/604.1',
};

describe('which browser it is', () => {
  it.each([
    [userAgents.chrome, { kind: 'chromium', system: 'linux', version: 150 }],
    [userAgents.android, { kind: 'chromium', system: 'android', version: 150 }],
    [userAgents.firefox, { kind: 'firefox', system: 'windows', version: 153 }],
    [userAgents.safari, { kind: 'safari', system: 'mac', version: 26 }],
    [userAgents.iphone, { kind: 'safari', system: 'ios' }],
    ['something else', { kind: 'other', system: 'other' }],
  ])('%s', (userAgent, facts) => expect(browserOf(userAgent)).toMatchObject(facts));

  it('is told how to check and what to do in its own words', () => {
    const of = (userAgent: string) => lackWords('no-webgpu', browserOf(userAgent));
    expect(of(userAgents.chrome)).toMatchObject({
      check: expect.stringContaining('chrome://gpu'),
      remedy: expect.stringContaining('144'),
    });
    expect(of(userAgents.android).remedy).toContain('121');
    expect(of(userAgents.firefox)).toMatchObject({
      check: expect.stringContaining('about:support'),
      remedy: expect.stringContaining('141'),
    });
    expect(of(userAgents.iphone).remedy).toContain('26');
    expect(of(userAgents.iphone).check).toBeUndefined();
  });
});

it('rows say what there is, and what the browser doesn’t tell', () => {
  const valueOf = (name: string, environment: Environment, other: Offers = offers) =>
    offerRows(environment, other).find((row) => row.name === name)?.value;
  expect(valueOf('WebGPU', all)).toBe('a GPU, with 16-bit arithmetic');
  expect(valueOf('WebGPU', { ...all, gpu: undefined })).toBe('none');
  expect(valueOf('WebAssembly', all)).toBe('SIMD and relaxed SIMD, up to 8 threads');
  expect(valueOf('WebAssembly', { ...all, sharedMemory: false }, { ...offers, relaxedSimd: false })).toBe(
    'SIMD, one thread',
  );
  expect(valueOf('Memory', { ...all, memoryGiB: undefined })).toBe('this browser doesn’t tell');
});
