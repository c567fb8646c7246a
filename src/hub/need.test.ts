import { describe, expect, it } from 'vitest';
import { readConfig } from '../decoder/config';
import { fitOf, needOf, parametersOf } from './need';

const smollm2 = readConfig({
  model_type: 'llama',
  vocab_size: 49152,
  hidden_size: 576,
  intermediate_size: 1536,
  num_hidden_layers: 30,
  num_attention_heads: 9,
  num_key_value_heads: 3,
  max_position_embeddings: 8192,
  tie_word_embeddings: true,
});

const qwen3 = readConfig({
  model_type: 'qwen3',
  vocab_size: 151936,
  hidden_size: 1024,
  intermediate_size: 3072,
  num_hidden_layers: 28,
  num_attention_heads: 16,
  num_key_value_heads: 8,
  head_dim: 128,
  max_position_embeddings: 40960,
  tie_word_embeddings: true,
});

it('counts parameters as the models’ own cards do', () => {
  expect(parametersOf(smollm2)).toBe(134_515_008);
  expect(parametersOf(qwen3)).toBe(596_049_920);
});

describe('needOf', () => {
  it('reckons the cache in what is computed in, over the context at most', () => {
    const need = needOf(smollm2, { bytes: 200e6, compute: 'fp32' });
    // Keys and values × layers × heads of the cache × their size × bytes × positions.
    expect(need.cache).toBe(2 * 30 * 3 * 64 * 4 * 2048);
    expect(needOf(smollm2, { bytes: 100e6, compute: 'fp16' }).cache).toBe(need.cache / 2);
    expect(needOf({ ...smollm2, context: 512 }, { bytes: 1, compute: 'fp32' }).positions).toBe(512);
  });
});

describe('fitOf', () => {
  const need = (bytes: number) => needOf(smollm2, { bytes, compute: 'fp32' });

  it('tells what no browser can hold, what is tight on this device, and the rest', () => {
    expect(fitOf(need(5e9), 32)).toBe('too large');
    expect(fitOf(need(1e9), 4)).toBe('tight');
    expect(fitOf(need(200e6), 4)).toBe('fits');
    expect(fitOf(need(1e9), undefined)).toBe('fits');
  });
});
