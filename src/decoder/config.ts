import * as v from 'valibot';
import { Problem } from '../domain/problem';

/** How the angle of rotary positions is stretched beyond the context that a model was trained on. */
export type RotaryScaling =
  | { readonly kind: 'linear'; readonly factor: number }
  /** By wavelength, as in Llama 3: https://arxiv.org/abs/2407.21783, section 3.2. */
  | {
      readonly kind: 'llama3';
      readonly factor: number;
      readonly lowFrequencyFactor: number;
      readonly highFrequencyFactor: number;
      readonly originalContext: number;
    };

/** A decoder of the LLaMA family: all that its graph depends on beside the weights. */
export interface DecoderConfig {
  /** As `config.json` names it: `llama`, `qwen3`. */
  readonly family: string;
  readonly vocabulary: number;
  readonly hidden: number;
  readonly intermediate: number;
  readonly layers: number;
  readonly heads: number;
  /** Fewer than `heads` where several query heads share one of the cache. */
  readonly keyValueHeads: number;
  readonly headSize: number;
  /** Positions at most. */
  readonly context: number;
  readonly normEpsilon: number;
  readonly rotary: { readonly base: number; readonly scaling?: RotaryScaling };
  readonly activation: 'silu' | 'gelu-tanh';
  /** Logits come from the embedding table. */
  readonly tied: boolean;
  readonly biases: { readonly queryKeyValue: boolean; readonly output: boolean; readonly feedForward: boolean };
  /** Queries and keys are normalised head by head before they turn. */
  readonly queryKeyNorm: boolean;
  /** Gemma: norms multiply by 1 + weight. */
  readonly normOffset: boolean;
  /** Gemma: norms follow attention and the feed-forward part too. */
  readonly sandwichNorm: boolean;
  /** Gemma: embeddings are multiplied by this. */
  readonly embeddingScale?: number;
  /** What scores are multiplied by; 1 / √headSize unless the file says otherwise. */
  readonly attentionScale: number;
  /** Positions that a layer sees, by layer, where not all of them; and the rotary base of such layers. */
  readonly windows?: { readonly size: number; readonly of: readonly boolean[]; readonly base: number };
  readonly endTokens: readonly number[];
}

const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1e7));
const ids = v.optional(v.nullable(v.union([v.number(), v.array(v.number())])));

const fileSchema = v.object({
  model_type: v.string(),
  vocab_size: count,
  hidden_size: count,
  intermediate_size: count,
  num_hidden_layers: v.pipe(count, v.maxValue(1000)),
  num_attention_heads: count,
  num_key_value_heads: v.optional(v.nullable(count)),
  head_dim: v.optional(v.nullable(count)),
  max_position_embeddings: count,
  rms_norm_eps: v.optional(v.number(), 1e-6),
  rope_theta: v.optional(v.nullable(v.number())),
  rope_scaling: v.optional(v.nullable(v.record(v.string(), v.unknown()))),
  /** Where transformers 5 puts both. */
  rope_parameters: v.optional(v.nullable(v.record(v.string(), v.unknown()))),
  rope_local_base_freq: v.optional(v.nullable(v.number())),
  hidden_act: v.optional(v.nullable(v.string())),
  hidden_activation: v.optional(v.nullable(v.string())),
  tie_word_embeddings: v.optional(v.nullable(v.boolean())),
  attention_bias: v.optional(v.nullable(v.boolean())),
  mlp_bias: v.optional(v.nullable(v.boolean())),
  query_pre_attn_scalar: v.optional(v.nullable(v.number())),
  sliding_window: v.optional(v.nullable(count)),
  use_sliding_window: v.optional(v.nullable(v.boolean())),
  sliding_window_pattern: v.optional(v.nullable(count)),
  _sliding_window_pattern: v.optional(v.nullable(count)),
  layer_types: v.optional(v.nullable(v.array(v.string()))),
  eos_token_id: ids,
});

/** What sets a family apart from LLaMA. */
interface Family {
  readonly queryKeyValueBias?: boolean;
  readonly queryKeyNorm?: boolean;
  readonly gemma?: boolean;
  readonly tiedUnlessTold?: boolean;
}

const families: Readonly<Record<string, Family>> = {
  llama: {},
  qwen2: { queryKeyValueBias: true },
  qwen3: { queryKeyNorm: true },
  gemma3_text: { queryKeyNorm: true, gemma: true, tiedUnlessTold: true },
};

/** The families that {@link readConfig} takes, for pages that say so. */
export const knownFamilies: readonly string[] = Object.keys(families);

const activations: Readonly<Record<string, DecoderConfig['activation']>> = {
  silu: 'silu',
  swish: 'silu',
  gelu_pytorch_tanh: 'gelu-tanh',
};

function scalingOf(told: Record<string, unknown> | null | undefined): RotaryScaling | undefined {
  const kind = String(told?.['rope_type'] ?? told?.['type'] ?? 'default');
  const number = (name: string): number => {
    const value = told?.[name];
    if (typeof value !== 'number') throw new Problem('input', `The configuration’s rotary scaling names no ${name}.`);
    return value;
  };
  switch (kind) {
    case 'default':
      return undefined;
    case 'linear':
      return { kind, factor: number('factor') };
    case 'llama3':
      return {
        kind,
        factor: number('factor'),
        lowFrequencyFactor: number('low_freq_factor'),
        highFrequencyFactor: number('high_freq_factor'),
        originalContext: number('original_max_position_embeddings'),
      };
    default:
      throw new Problem('missing-feature', `Positions scaled by “${kind}” are not known here.`);
  }
}

/**
 * Reads a Hugging Face `config.json`.
 * @throws Problem `input` for what is no configuration of a decoder, `missing-feature` for a decoder of a kind unknown here
 */
export function readConfig(json: unknown): DecoderConfig {
  const family = familyOf(json);
  const kind = families[family];
  if (!kind) {
    const known = knownFamilies.join(', ');
    throw new Problem('missing-feature', `A model of the kind “${family}” is not known here; these are: ${known}.`);
  }
  const parsed = v.safeParse(fileSchema, json);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new Problem('input', `The configuration’s ${v.getDotPath(issue) ?? 'content'} is not right.`, issue.message);
  }
  const file = parsed.output;
  const heads = file.num_attention_heads;
  const keyValueHeads = file.num_key_value_heads ?? heads;
  const headSize = file.head_dim ?? file.hidden_size / heads;
  if (heads % keyValueHeads !== 0 || !Number.isInteger(headSize) || headSize % 2 !== 0) {
    throw new Problem(
      'input',
      `${heads} heads of attention don’t fit ${keyValueHeads} in the cache or a width of ${file.hidden_size}.`,
    );
  }
  const activation = activations[file.hidden_activation ?? file.hidden_act ?? 'silu'];
  if (!activation) throw new Problem('missing-feature', `The activation “${file.hidden_act}” is not known here.`);
  const rope = file.rope_parameters ?? undefined;
  const base = file.rope_theta ?? (typeof rope?.['rope_theta'] === 'number' ? rope['rope_theta'] : 10_000);
  const bias = file.attention_bias ?? false;
  const ends = file.eos_token_id ?? [];
  return {
    family,
    vocabulary: file.vocab_size,
    hidden: file.hidden_size,
    intermediate: file.intermediate_size,
    layers: file.num_hidden_layers,
    heads,
    keyValueHeads,
    headSize,
    context: file.max_position_embeddings,
    normEpsilon: file.rms_norm_eps,
    rotary: { base, scaling: scalingOf(file.rope_scaling ?? rope) },
    activation,
    tied: file.tie_word_embeddings ?? kind.tiedUnlessTold ?? false,
    biases: {
      queryKeyValue: kind.queryKeyValueBias ?? bias,
      output: bias,
      feedForward: file.mlp_bias ?? false,
    },
    queryKeyNorm: kind.queryKeyNorm ?? false,
    normOffset: kind.gemma ?? false,
    sandwichNorm: kind.gemma ?? false,
    embeddingScale: kind.gemma ? Math.sqrt(file.hidden_size) : undefined,
    attentionScale: 1 / Math.sqrt(file.query_pre_attn_scalar ?? headSize),
    windows: windowsOf(file, base),
    endTokens: typeof ends === 'number' ? [ends] : ends,
  };
}

function familyOf(json: unknown): string {
  const told = typeof json === 'object' && json !== null ? (json as Record<string, unknown>)['model_type'] : undefined;
  if (typeof told === 'string') return told;
  throw new Problem('input', 'This is not the config.json of a language model: it names no model_type.');
}

function windowsOf(file: v.InferOutput<typeof fileSchema>, base: number): DecoderConfig['windows'] {
  const size = file.sliding_window;
  if (!size || file.use_sliding_window === false) return undefined;
  const every = file.sliding_window_pattern ?? file._sliding_window_pattern;
  const layers = Array.from({ length: file.num_hidden_layers }, (_, index) => index);
  const of = file.layer_types
    ? layers.map((index) => file.layer_types?.[index] === 'sliding_attention')
    : layers.map((index) => every !== undefined && every !== null && (index + 1) % every !== 0);
  return of.includes(true) ? { size, of, base: file.rope_local_base_freq ?? base } : undefined;
}
