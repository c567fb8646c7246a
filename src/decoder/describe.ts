import type { DecoderConfig } from './config';

/** A weight's name in the file, and its shape there. */
export interface Named {
  readonly name: string;
  readonly shape: readonly number[];
}

/** What attention is made of in one layer; queries, keys and values are rows of all heads side by side, before they turn. */
export interface AttentionParts<T> {
  readonly layer: number;
  readonly query: T;
  readonly key: T;
  readonly value: T;
  /** Weights of the norms over each head, where the family has them. */
  readonly norms?: { readonly query: Named; readonly key: Named };
  /** Positions that the layer sees back; all where absent. */
  readonly window?: number;
  readonly rotaryBase: number;
}

/** Makes a decoder's graph in one format. `T` is a value in it: rows of features, one for each token. */
export interface GraphMaker<T> {
  /** @returns rows [tokens, hidden] of the table */
  embed(table: Named): T;
  /** Root mean square norm over the last axis, times the weight. */
  norm(x: T, weight: Named): T;
  /** x · weightᵀ + bias: weights are [out, in]. */
  linear(x: T, weight: Named, bias?: Named): T;
  /** Turns queries and keys to their positions, adds keys and values to the layer's cache, and mixes what the cache holds. */
  attention(parts: AttentionParts<T>): T;
  activation(x: T): T;
  add(a: T, b: T): T;
  multiply(a: T, b: T): T;
  scale(x: T, factor: number): T;
  /** The product with the last weight, for the tokens that are asked for it. */
  logits(x: T, weight: Named): T;
}

/**
 * The decoder itself, once for all formats: embedding, layers of attention and gated feed-forward parts around a residual stream,
 * a last norm, and logits.
 * @returns logits of the rows
 */
export function describeDecoder<T>(maker: GraphMaker<T>, config: DecoderConfig): T {
  const { hidden, intermediate, heads, keyValueHeads, headSize, biases, windows } = config;
  const table: Named = { name: 'model.embed_tokens.weight', shape: [config.vocabulary, hidden] };
  let x = maker.embed(table);
  if (config.embeddingScale !== undefined) x = maker.scale(x, config.embeddingScale);

  for (let layer = 0; layer < config.layers; layer++) {
    const at = `model.layers.${layer}`;
    const vector = (name: string, length = hidden): Named => ({ name: `${at}.${name}.weight`, shape: [length] });
    const project = (input: T, name: string, out: number, into: number, bias: boolean) =>
      maker.linear(
        input,
        { name: `${at}.${name}.weight`, shape: [out, into] },
        bias ? { name: `${at}.${name}.bias`, shape: [out] } : undefined,
      );
    const isWindowed = windows?.of[layer] ?? false;

    const read = maker.norm(x, vector('input_layernorm'));
    const mixed = maker.attention({
      layer,
      query: project(read, 'self_attn.q_proj', heads * headSize, hidden, biases.queryKeyValue),
      key: project(read, 'self_attn.k_proj', keyValueHeads * headSize, hidden, biases.queryKeyValue),
      value: project(read, 'self_attn.v_proj', keyValueHeads * headSize, hidden, biases.queryKeyValue),
      norms: config.queryKeyNorm
        ? { query: vector('self_attn.q_norm', headSize), key: vector('self_attn.k_norm', headSize) }
        : undefined,
      window: isWindowed ? windows?.size : undefined,
      rotaryBase: isWindowed && windows ? windows.base : config.rotary.base,
    });
    let added = project(mixed, 'self_attn.o_proj', hidden, heads * headSize, biases.output);
    if (config.sandwichNorm) added = maker.norm(added, vector('post_attention_layernorm'));
    x = maker.add(x, added);

    const before = config.sandwichNorm ? 'pre_feedforward_layernorm' : 'post_attention_layernorm';
    const narrow = maker.norm(x, vector(before));
    const gate = maker.activation(project(narrow, 'mlp.gate_proj', intermediate, hidden, biases.feedForward));
    const up = project(narrow, 'mlp.up_proj', intermediate, hidden, biases.feedForward);
    let fed = project(maker.multiply(gate, up), 'mlp.down_proj', hidden, intermediate, biases.feedForward);
    if (config.sandwichNorm) fed = maker.norm(fed, vector('post_feedforward_layernorm'));
    x = maker.add(x, fed);
  }

  const last = maker.norm(x, { name: 'model.norm.weight', shape: [hidden] });
  return maker.logits(last, config.tied ? table : { ...table, name: 'lm_head.weight' });
}
