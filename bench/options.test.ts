import { describe, expect, it } from 'vitest';
import type { KnownIds } from '../src/results/params';
import { readOptions, type BenchOptions } from './options';
import { UsageError } from './usage';

const known: KnownIds = {
  models: ['movenet-lightning', 'use-lite'],
  targets: ['ort-wasm', 'ort-wasm@1', 'tfjs-webgpu'],
  threaded: ['ort-wasm'],
  builds: [],
  profiles: ['devtools-fast-4g', 'wpt-cable'],
  servers: ['l4-60', 't4-60'],
};

function optionsOf(line: string): BenchOptions {
  const request = readOptions(line.split(' ').filter(Boolean), known);
  if (request.kind !== 'run') throw new Error(`${line} asks for ${request.kind}.`);
  return request.options;
}

function refusal(args: readonly string[]): string {
  try {
    readOptions(args, known);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as Error).message;
  }
  throw new Error(`${args.join(' ')} was taken.`);
}

describe('options', () => {
  it('run everything under the quick scenario with seed 1 unless told', () => {
    expect(optionsOf('')).toEqual({
      params: { models: known.models, targets: known.targets, scenario: 'quick', seed: 1 },
      browser: 'chromium',
      softwareGpu: false,
      build: true,
    });
  });

  it('are read in any order, lists by comma or by repeating', () => {
    const line =
      '--software-gpu --targets ort-wasm@2,tfjs-webgpu --seed=7 --models use-lite --models movenet-lightning';
    const { params, softwareGpu } = optionsOf(`${line} --scenario preview --no-build`);
    expect(params).toMatchObject({
      models: ['use-lite', 'movenet-lightning'],
      targets: ['ort-wasm@2', 'tfjs-webgpu'],
      scenario: 'preview',
      seed: 7,
    });
    expect(softwareGpu).toBe(true);
  });

  it('name a decoder whose weights are drawn, with a precision or without', () => {
    const { params, arch } = optionsOf('--arch smollm2-135m --precision int4 --targets ort-wasm');
    expect(params).toMatchObject({ models: ['smollm2-135m:int4'], targets: ['ort-wasm'] });
    expect(arch).toMatchObject({ title: 'SmolLM2 135M', config: { hidden_size: 576 } });
    expect(optionsOf('--arch smollm2-135m').params.models).toEqual(['smollm2-135m']);
  });

  it('read a decoder from a config.json', () => {
    const { params, arch } = optionsOf('--arch models/story/weights/config.json');
    expect(params.models).toEqual(['config']);
    expect(arch?.config).toMatchObject({ model_type: 'llama' });
  });

  it.each([
    ['--arch smollm2-135', "did you mean 'smollm2-135m'?"],
    ['--arch nowhere/config.json', "'nowhere/config.json' can't be read as a config.json"],
    ['--arch package.json', 'names no model_type'],
    ['--arch smollm2-135m --precision int3', "There is no precision 'int3'. Known: fp32, fp16, int8, int4."],
    ['--precision int4', 'named after a colon'],
    ['--arch smollm2-135m --models use-lite', 'give one of them'],
  ])('refuse %s in a sentence', (line, sentence) => {
    expect(refusal(line.split(' '))).toContain(sentence);
  });

  it('put the first server behind a far profile', () => {
    expect(optionsOf('--far wpt-cable').params.far).toEqual({ profile: 'wpt-cable', server: 'l4-60' });
  });

  it('name the server behind it, and what its connection does after a pause', () => {
    expect(optionsOf('--far wpt-cable --server t4-60 --after-idle window-kept').params.far).toEqual({
      profile: 'wpt-cable',
      server: 't4-60',
      afterIdle: 'window-kept',
    });
  });

  it('put the first profile before a server that stands alone', () => {
    expect(optionsOf('--server t4-60').params.far).toEqual({ profile: 'devtools-fast-4g', server: 't4-60' });
  });

  it('name files and the browser', () => {
    const line = '--json a.json --csv a.csv --browser /opt/chrome/chrome';
    expect(optionsOf(line)).toMatchObject({ json: 'a.json', csv: 'a.csv', browser: '/opt/chrome/chrome' });
  });

  it('give way to help and the list, whatever stands beside', () => {
    expect(readOptions(['--models', 'nothing', '--list'], known)).toEqual({ kind: 'list' });
    expect(readOptions(['--list', '--help'], known)).toEqual({ kind: 'help' });
  });
});

describe('bad usage', () => {
  it.each([
    [['--model', 'use-lite'], "There is no option '--model'. Known: --models, ", "did you mean '--models'?"],
    [['--models', 'movenett'], 'Known: movenet-lightning, use-lite', "did you mean 'movenet-lightning'?"],
    [['--targets', 'ort-wams'], 'Known: ort-wasm, ort-wasm@1, tfjs-webgpu', "did you mean 'ort-wasm'?"],
    [['--targets', 'tfjs-webgpu@2'], "'tfjs-webgpu' takes no thread count", ''],
    [['--scenario', 'fast'], 'Known: preview, quick, thorough, sustained, offline', ''],
    [['--far', 'wpt-cabel'], 'Known: devtools-fast-4g, wpt-cable', "did you mean 'wpt-cable'?"],
    [['--far', 'wpt-cable', '--server', 't4-6'], 'Known: l4-60, t4-60', "did you mean 't4-60'?"],
    [['--far', 'wpt-cable', '--after-idle', 'sleep'], 'Known: slow-start, window-kept', ''],
    [['--seed', '1.5'], 'whole number', ''],
    [['--seed', '1', '--seed', '2'], "'seed' is given 2 times", ''],
    [['movenet-lightning'], "'movenet-lightning' is no option", ''],
    [['--models'], '--models needs a value.', ''],
    [['--models', '--software-gpu'], '--models needs a value.', ''],
    [['--json='], '--json needs a value.', ''],
    [['--software-gpu=yes'], '--software-gpu takes no value.', ''],
    [['--json', 'a', '--json', 'b'], '--json is given 2 times.', ''],
    [['--json', 'a', '--csv', 'a'], '--json and --csv name the same file.', ''],
  ])('%j', (args, says, suggests) => {
    const message = refusal(args);
    expect(message).toContain(says);
    expect(message).toContain(suggests);
  });

  it('is told all at once, a line each', () => {
    expect(refusal(['--models', 'x', '--targets', 'y', '--seed', 'z']).split('\n')).toHaveLength(3);
  });
});
