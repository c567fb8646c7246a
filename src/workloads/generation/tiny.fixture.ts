import { readConfig } from '../../decoder/config';
import { drawnWeights } from '../../decoder/drawn';
import { loopModel } from '../../decoder/loop';
import { decoderModel } from '../../decoder/onnx';
import { decoderGraph } from '../../decoder/tfjs';
import type { WeightSource } from '../../decoder/weights';
import type { DecoderFacts, ModelCard } from '../../models/card';
import { encodeModel } from '../../onnx/encode';
import { exported, type Exported } from './exported.fixture';

const END = 1;
const BYTES = 2;
/** What bytes are joined to. */
const WORDS = ['th', 'the', ' t', ' the', 'in', 'er', 'a ', 'an'];

/** A decoder of drawn weights: it writes nonsense, the same in every form. */
export const tinyConfig = readConfig({
  model_type: 'llama',
  vocab_size: 320,
  hidden_size: 64,
  intermediate_size: 96,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  max_position_embeddings: 128,
  rms_norm_eps: 1e-5,
  rope_theta: 10_000,
  tie_word_embeddings: true,
  eos_token_id: END,
});

export const tinyFacts: DecoderFacts = {
  vocabulary: tinyConfig.vocabulary,
  layers: tinyConfig.layers,
  keyValueHeads: tinyConfig.keyValueHeads,
  headSize: tinyConfig.headSize,
  context: tinyConfig.context,
  endTokens: [...tinyConfig.endTokens],
};

/** By a weight's name, since each form reads them in an order of its own. */
const source = (): WeightSource => ({
  read: (name, shape) =>
    drawnWeights([...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1e6, 0)).read(name, shape),
});
const bytesOf = (text: string) => new TextEncoder().encode(text).buffer as ArrayBuffer;
const owned = (bytes: Uint8Array) => new Uint8Array(bytes).buffer as ArrayBuffer;

/** Its graphs by form, each as the files that a runtime loads. */
export const tinyFiles = {
  optimum: () => new Map([['tiny/model.onnx', owned(encodeModel(decoderModel(tinyConfig, source(), 'fp32')))]]),
  loop: () => new Map([['tiny/model_loop.onnx', owned(encodeModel(loopModel(tinyConfig, source(), 'fp32')))]]),
  static: () => {
    const { model, weights } = decoderGraph(tinyConfig, source(), 'fp32');
    return new Map([
      ['tiny/model.json', bytesOf(JSON.stringify(model))],
      ['tiny/weights.bin', owned(weights)],
    ]);
  },
} as const;

/** The graph in Optimum's form, as others export it. */
export const tinyExported = (how: Exported) =>
  new Map([['onnx/model.onnx', owned(encodeModel(exported(decoderModel(tinyConfig, source(), 'fp32'), how)))]]);

const hex = (byte: number) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`;

/** A vocabulary as LLaMA's: byte fallback, and a few words. */
function vocabulary() {
  const words = WORDS.map((word) => word.replaceAll(' ', '▁'));
  const letters = [...new Set([...words.join(''), ...'▁abcdefghijklmnopqrstuvwxyz.,'])];
  const pieces = ['<unk>', '<end>', ...Array.from({ length: 256 }, (_, byte) => hex(byte)), ...letters, ...words];
  const vocab = Object.fromEntries(pieces.map((piece, id) => [piece, id]));
  const merges = words.flatMap((word) =>
    Array.from({ length: word.length - 1 }, (_, at) => [word.slice(0, at + 1), word.slice(at + 1)]).filter((pair) =>
      pair.every((part) => part in vocab),
    ),
  );
  return { vocab, merges };
}

const special = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };

/** @param config what `tokenizer_config.json` says beside */
export function tinyAssets(config: Record<string, unknown> = {}): Map<string, ArrayBuffer> {
  const tokenizer = {
    version: '1.0',
    added_tokens: [
      { id: 0, content: '<unk>', ...special },
      { id: END, content: '<end>', ...special },
    ],
    normalizer: { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
    pre_tokenizer: null,
    post_processor: {
      type: 'TemplateProcessing',
      single: [{ SpecialToken: { id: '<end>', type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }],
      pair: [],
      special_tokens: { '<end>': { id: '<end>', ids: [END], tokens: ['<end>'] } },
    },
    decoder: {
      type: 'Sequence',
      decoders: [
        { type: 'Replace', pattern: { String: '▁' }, content: ' ' },
        { type: 'ByteFallback' },
        { type: 'Fuse' },
        { type: 'Strip', content: ' ', start: 1, stop: 0 },
      ],
    },
    model: { type: 'BPE', unk_token: '<unk>', fuse_unk: true, byte_fallback: true, ...vocabulary() },
  };
  const told = { tokenizer_class: 'LlamaTokenizer', bos_token: '<end>', eos_token: '<end>', ...config };
  return new Map([
    ['tokenizer.json', bytesOf(JSON.stringify(tokenizer))],
    ['tokenizer_config.json', bytesOf(JSON.stringify(told))],
  ]);
}

/** The token of a byte. */
export const byteToken = (byte: number) => BYTES + byte;

/** What a card says of it, as far as runtimes and workloads read. */
export const tinyCard = {
  id: 'tiny',
  title: 'A tiny decoder',
  outputs: [{ name: 'logits' }],
  decoder: tinyFacts,
} as unknown as ModelCard;
