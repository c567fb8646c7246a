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

/** A message of ONNX's format in a field of another: both are short. */
const field = (number: number, content: Uint8Array) => Uint8Array.of((number << 3) | 2, content.length, ...content);
const text = (content: string) => new TextEncoder().encode(content);

/** A model with one weight, in a file beside it: `graph`, `initializer`, `external_data`. */
const graphWith = (file: string) => {
  const location = Uint8Array.of(...field(1, text('location')), ...field(2, text(file)));
  return field(7, field(5, field(13, location)));
};

/** A graph that names weights which are not there. */
export const orphanGraph = graphWith('elsewhere.bin');

/** A repository laid out as a small language model's, its weights outside the graph in one form and inside in the other. */
export const tales = {
  files: {
    'README.md': '# A model',
    'config.json': JSON.stringify(talesConfig),
    'tokenizer.json': JSON.stringify({ model: { vocab: 'x'.repeat(3000) } }),
    'tokenizer_config.json': '{}',
    'onnx/model.onnx': talesWeights,
    'onnx/model_q4.onnx': graphWith('model_q4.onnx_data'),
    'onnx/model_q4.onnx_data': talesWeights,
  },
  info: { cardData: { license: 'apache-2.0' } },
} satisfies FakeRepository;
