import { describe, expect, it } from 'vitest';
import type { HubFile } from './listing';
import { besides, checkLayout, variantsOf } from './variants';

const files = (...paths: string[]): HubFile[] =>
  paths.map((path, index) => ({ path, bytes: 100 + index, hash: { kind: 'git', hex: '0'.repeat(40) } }));
const told = (...paths: string[]) =>
  variantsOf(files(...paths)).map(({ id, weights, compute, data }) => [
    id,
    weights,
    compute,
    data.map(({ path }) => path),
  ]);

describe('variantsOf', () => {
  it('keeps how weights are stored apart from what is computed in, the one to take first', () => {
    expect(
      told(
        'onnx/model.onnx',
        'onnx/model_q4f16.onnx',
        'onnx/model_fp16.onnx',
        'onnx/model_q4.onnx',
        'onnx/model_quantized.onnx',
      ),
    ).toEqual([
      ['q4', 'int4', 'fp32', []],
      ['q4f16', 'int4', 'fp16', []],
      ['quantized', 'int8', 'int8', []],
      ['fp16', 'fp16', 'fp16', []],
      ['fp32', 'fp32', 'fp32', []],
    ]);
  });

  it('finds weights outside the graph, in order, and no other graph’s', () => {
    const numbered = Array.from({ length: 11 }, (_, i) => `onnx/model.onnx_data${i === 0 ? '' : `_${i}`}`);
    expect(told('onnx/model.onnx', ...numbered.toReversed(), 'onnx/model_q4.onnx', 'onnx/model_q4.onnx_data')).toEqual([
      ['q4', 'int4', 'fp32', ['onnx/model_q4.onnx_data']],
      ['fp32', 'fp32', 'fp32', numbered],
    ]);
    expect(told('onnx/model.onnx', 'onnx/model.onnx.data')).toEqual([
      ['fp32', 'fp32', 'fp32', ['onnx/model.onnx.data']],
    ]);
  });

  it('adds up what comes with one', () => {
    expect(variantsOf(files('onnx/model_q4.onnx', 'onnx/model_q4.onnx_data', 'README.md'))[0]?.bytes).toBe(201);
  });
});

it('takes what a decoder is run with', () => {
  expect(besides(files('README.md', 'tokenizer.json', 'config.json', 'vocab.json')).map(({ path }) => path)).toEqual([
    'config.json',
    'tokenizer.json',
  ]);
});

describe('checkLayout', () => {
  const check =
    (...paths: string[]) =>
    () =>
      checkLayout('a/b', files(...paths));

  it('takes the layout of transformers.js', () => {
    expect(check('config.json', 'tokenizer.json', 'onnx/model_q4.onnx')).not.toThrow();
  });

  it.each([
    [
      ['config.json', 'model.safetensors'],
      'a/b holds no ONNX file. Look for a copy of the model in that format: its name often ends in “-ONNX”.',
    ],
    [
      ['onnx/encoder_model.onnx', 'config.json'],
      /^a\/b holds ONNX files \(onnx\/encoder_model\.onnx\), but none by the names of a decoder/,
    ],
    [['onnx/model.onnx', 'config.json'], 'a/b holds no tokenizer.json, without which its model can’t be run here.'],
  ])('says what %j lacks', (paths, message) => expect(check(...paths)).toThrow(message));
});
