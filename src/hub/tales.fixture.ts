import type { FakeRepository } from './hubServer.fixture';
import { SEGMENT_BYTES } from './store';

export const talesConfig = {
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

/** A segment and a bit, no two pieces of it alike. */
export const talesWeights = Buffer.alloc(SEGMENT_BYTES + 1_000_000);
for (let i = 0; i < talesWeights.length; i += 4) talesWeights.writeUInt32LE(Math.imul(i, 2654435761) >>> 0, i);

/** A repository laid out as a small language model's, its weights outside the graph in one form and inside in the other. */
export const tales = {
  files: {
    'README.md': '# A model',
    'config.json': JSON.stringify(talesConfig),
    'tokenizer.json': JSON.stringify({ model: { vocab: 'x'.repeat(3000) } }),
    'tokenizer_config.json': '{}',
    'onnx/model.onnx': talesWeights,
    'onnx/model_q4.onnx': Buffer.alloc(2000, 1),
    'onnx/model_q4.onnx_data': talesWeights,
  },
  info: { cardData: { license: 'apache-2.0' } },
} satisfies FakeRepository;
