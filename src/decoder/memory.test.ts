import { describe, expect, it } from 'vitest';
import type { Precision } from '../models/artefact';
import { readConfig } from './config';
import { drawnCard } from './drawnCard';
import { fitOf, memoryNeed, type Processor } from './memory';
import { decoderPresets } from './presets';

const story = {
  model_type: 'llama',
  vocab_size: 3072,
  hidden_size: 256,
  intermediate_size: 544,
  num_hidden_layers: 5,
  num_attention_heads: 8,
  num_key_value_heads: 4,
  max_position_embeddings: 512,
  tie_word_embeddings: true,
};

function needOf(id: string, precision: Precision, processor: Processor = 'cpu', positions = 65) {
  const config = id === 'story' ? story : decoderPresets.find((preset) => preset.id === id)!.config;
  const artefact = drawnCard(id, id, { ...config }).artefacts.find((one) => one.precision === precision)!;
  const file = Math.max(...artefact.files.map(({ bytes }) => bytes));
  return memoryNeed(readConfig(config), { precision, file }, processor, positions);
}

/** What ONNX Runtime's heap had grown to, MB, after 57 tokens were read and 8 written; it grows by a fifth at a time. */
const seen: readonly [id: string, Precision, number][] = [
  ['story', 'int4', 20],
  ['story', 'fp32', 35],
  ['smollm2-135m', 'int4', 199],
  ['smollm2-135m', 'int8', 225],
  ['smollm2-135m', 'fp16', 791],
  ['smollm2-135m', 'fp32', 710],
  ['smollm2-360m', 'int4', 450],
  ['smollm2-360m', 'fp16', 1811],
  ['qwen3-0.6b', 'int4', 877],
];

describe('memory on WASM', () => {
  it.each(seen)('of %s in %s is told within a fourth', (id, precision, megabytes) => {
    const told = needOf(id, precision).total / 1e6;
    expect(told / megabytes).toBeGreaterThan(0.75);
    expect(told / megabytes).toBeLessThan(1.25);
  });

  it('counts a table that a file holds in single precision beside what products are made with', () => {
    // SmolLM2-135M as hubs have it in 4 bits: 49,152 rows of 576 in floats, the rest in blocks.
    const table = 49_152 * 576;
    const config = readConfig(decoderPresets.find(({ id }) => id === 'smollm2-135m')!.config);
    const numbers = 134_479_872;
    const file = 4 * table + numbers * (0.5 + 4 / 32);
    const { weights } = memoryNeed(config, { precision: 'int4', file }, 'cpu', 65);
    expect(weights / (numbers + 4 * table)).toBeCloseTo(1, 2);
  });

  it('grows by the keys and values of a position: twice, as the cache is made anew', () => {
    const [short, long] = [needOf('smollm2-135m', 'int4', 'cpu', 200), needOf('smollm2-135m', 'int4', 'cpu', 300)];
    // 2 × 30 layers × 3 heads × 64 × 4 bytes
    expect(long.cache - short.cache).toBe(2 * 100 * 46_080);
  });
});

describe('what does not fit is said before it is tried', () => {
  it('in the addresses of WebAssembly', () => {
    expect(fitOf(needOf('llama-3.2-1b', 'fp32'), { processor: 'cpu' })).toMatchObject({
      fit: 'too large',
      because: expect.stringMatching(/^It needs about \d\.\d GB, and WebAssembly has addresses for 4\.3 GB\.$/),
    });
    expect(fitOf(needOf('llama-3.2-1b', 'int4'), { processor: 'cpu' })).toEqual({ fit: 'fits' });
  });

  it('in the buffers of a GPU', () => {
    const need = needOf('llama-3.2-1b', 'fp32', 'gpu');
    const buffers = { maxBufferSize: 2 ** 31, maxStorageBufferBindingSize: 2 ** 27 };
    expect(need.largest).toEqual({ name: 'model.embed_tokens.weight', bytes: 128_256 * 2048 * 4 });
    expect(fitOf(need, { processor: 'gpu', buffers })).toMatchObject({
      fit: 'too large',
      because: 'Its largest table takes 1.1 GB, and this GPU binds 0.1 GB at once.',
    });
    const larger = { ...buffers, maxStorageBufferBindingSize: 2 ** 31 };
    expect(fitOf(need, { processor: 'gpu', buffers: larger }).fit).toBe('fits');
  });

  it('in a device that has little for everything; 8 GB may be any amount', () => {
    const need = needOf('qwen3-0.6b', 'int4');
    expect(fitOf(need, { processor: 'cpu', device: 2 * 2 ** 30 }).fit).toBe('tight');
    expect(fitOf(need, { processor: 'cpu', device: 8 * 2 ** 30 }).fit).toBe('fits');
  });
});
