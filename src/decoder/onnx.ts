import { Problem } from '../domain/problem';
import type { Precision } from '../models/artefact';
import type { Attribute, Graph, Model, Node, ValueInfo } from '../onnx/graph';
import type { DecoderConfig } from './config';
import { describeDecoder, type AttentionParts, type GraphMaker, type Named } from './describe';
import { BLOCK, Weights } from './initialisers';
import { rotations } from './rotary';
import { inModel, type Store } from './store';
import type { WeightSource } from './weights';

const MICROSOFT = 'com.microsoft';
export const OPSETS = { '': 21, [MICROSOFT]: 1 };

/** Names of a layer's cache, as Optimum gives them. */
export const cacheNames = (layer: number, half: 'key' | 'value') => ({
  past: `past_key_values.${layer}.${half}`,
  present: `present.${layer}.${half}`,
});

/** What attention asks of the positions, values of the graph. */
interface Positions {
  readonly ids: string;
  /** int32 [batch]: tokens in the cache after this run, less one. */
  readonly lengths: string;
  /** int32 scalar: the longest of them, plus one. */
  readonly total: string;
  /** Names of the caches; Optimum's where absent. */
  readonly caches?: typeof cacheNames;
}

const isTable = ({ name }: Named) => name === 'model.embed_tokens.weight';

/** Writes a decoder's nodes with the operators that ONNX Runtime has for them. */
export class OnnxMaker implements GraphMaker<string> {
  readonly nodes: Node[] = [];
  readonly config: DecoderConfig;
  readonly weights: Weights;
  readonly #positions: Positions;
  readonly #made = new Map<string, string>();
  /** Sums of the residual stream. */
  readonly #sums = new Set<string>();
  #count = 0;

  constructor(config: DecoderConfig, weights: Weights, positions: Positions) {
    if (config.headSize % 16 !== 0) {
      throw new Problem(
        'missing-feature',
        `ONNX Runtime takes heads of attention in sixteens; those of this model are ${config.headSize} wide.`,
      );
    }
    this.config = config;
    this.weights = weights;
    this.#positions = positions;
  }

  node(
    op: string,
    inputs: readonly string[],
    attributes: Record<string, Attribute> = {},
    options: { domain?: string; outputs?: readonly string[] } = {},
  ): string {
    const name = `${op}_${this.#count++}`;
    const outputs = options.outputs ?? [name];
    this.nodes.push({ op, domain: options.domain, name, inputs, outputs, attributes });
    return outputs[0] as string;
  }

  embed(table: Named): string {
    const { ids } = this.#positions;
    if (!this.weights.isQuantised) return this.node('Gather', [this.#single(table, false), ids], { axis: { i: 0 } });
    // The table lies in blocks, as the product with it reads them; rows of whole bytes are what is looked up.
    const { packed, scales } = this.weights.blocks(table, 8);
    const steps = this.node('Cast', [this.node('Gather', [packed, ids], { axis: { i: 0 } })], { to: { i: 1 } });
    const middle = this.weights.constant('middle', 'float32', [], [128]);
    const last = this.weights.constant('axis.last', 'int64', [1], [-1]);
    const scale = this.node('Unsqueeze', [this.node('Gather', [scales, ids], { axis: { i: 0 } }), last]);
    const scaled = this.node('Mul', [this.node('Sub', [steps, middle]), scale]);
    const shape = this.weights.constant('rows', 'int64', [3], [0, 0, this.config.hidden]);
    return this.node('Reshape', [scaled, shape]);
  }

  #once(name: string, make: () => string): string {
    const made = this.#made.get(name) ?? make();
    this.#made.set(name, made);
    return made;
  }

  /**
   * A matrix in single precision, [rows, columns] or turned. What is stored in half is widened by a node of constants, which ONNX
   * Runtime computes once while it loads: many a GPU has no half precision to look rows up in.
   */
  #single(weight: Named, asColumns: boolean): string {
    const { name, isHalf } = this.weights.matrix(weight, asColumns);
    return isHalf ? this.#once(name, () => this.node('Cast', [name], { to: { i: 1 } })) : name;
  }

  /**
   * Root mean square norm; together with the sum that it reads, where there is one that nothing has read yet: one pass over the
   * residual stream in place of two.
   */
  norm(x: string, weight: Named): string {
    const scale = this.weights.vector(weight, this.config.normOffset ? 1 : 0);
    const epsilon = { f: this.config.normEpsilon };
    const sum = this.nodes.at(-1);
    if (sum?.op === 'Add' && sum.outputs[0] === x && this.#sums.has(x)) {
      this.nodes.pop();
      const name = `normed.${x}`;
      return this.node(
        'SkipSimplifiedLayerNormalization',
        [...sum.inputs, scale],
        { epsilon },
        { domain: MICROSOFT, outputs: [name, '', '', x] },
      );
    }
    return this.node('SimplifiedLayerNormalization', [x, scale], {
      axis: { i: -1 },
      epsilon,
      stash_type: { i: 1 },
    });
  }

  /** Embeddings and, where they are tied, logits in 8 bits: every token's row counts alone, so 4 would cost more here than elsewhere. */
  #bitsOf(weight: Named): 4 | 8 {
    return isTable(weight) ? 8 : this.weights.bits;
  }

  linear(x: string, weight: Named, bias?: Named): string {
    const product = this.#product(x, weight);
    return bias ? this.node('Add', [product, this.weights.vector(bias)]) : product;
  }

  #product(x: string, weight: Named): string {
    const [rows, columns] = weight.shape as [number, number];
    if (this.weights.isQuantised) {
      const { packed, scales, bits } = this.weights.blocks(weight, this.#bitsOf(weight));
      return this.node(
        'MatMulNBits',
        [x, packed, scales],
        { K: { i: columns }, N: { i: rows }, bits: { i: bits }, block_size: { i: BLOCK }, accuracy_level: { i: 4 } },
        { domain: MICROSOFT },
      );
    }
    // The table is stored once, as rows to look up; the others turned, as products read them.
    if (!isTable(weight)) return this.node('MatMul', [x, this.#single(weight, true)]);
    return this.node('MatMul', [x, this.node('Transpose', [this.#single(weight, false)], { perm: { ints: [1, 0] } })]);
  }

  attention({ layer, query, key, value, norms, window, rotaryBase }: AttentionParts<string>): string {
    const { heads, keyValueHeads, context, attentionScale } = this.config;
    const [cosines, sines] = this.#rotations(rotaryBase, context);
    const named = this.#positions.caches ?? cacheNames;
    const names = { key: named(layer, 'key'), value: named(layer, 'value') };
    return this.node(
      'GroupQueryAttention',
      [
        norms ? this.#headNorm(query, norms.query, heads) : query,
        norms ? this.#headNorm(key, norms.key, keyValueHeads) : key,
        value,
        names.key.past,
        names.value.past,
        this.#positions.lengths,
        this.#positions.total,
        cosines,
        sines,
      ],
      {
        num_heads: { i: heads },
        kv_num_heads: { i: keyValueHeads },
        scale: { f: attentionScale },
        do_rotary: { i: 1 },
        rotary_interleaved: { i: 0 },
        local_window_size: { i: window ?? -1 },
      },
      { domain: MICROSOFT, outputs: [`mixed.${layer}`, names.key.present, names.value.present] },
    );
  }

  #rotations(base: number, positions: number): readonly [string, string] {
    const dims = [positions, this.config.headSize / 2];
    const at = (half: string) => `rotary.${base}.${half}`;
    const made = () => rotations(this.config, base, positions);
    return [
      this.weights.add(at('cosines'), 'float32', dims, () => made().cosines),
      this.weights.add(at('sines'), 'float32', dims, () => made().sines),
    ];
  }

  /** @returns the rows, each head's part normalised by itself */
  #headNorm(rows: string, weight: Named, heads: number): string {
    const { headSize } = this.config;
    const apart = this.weights.constant(`heads.${heads}`, 'int64', [4], [0, 0, heads, headSize]);
    const together = this.weights.constant(`width.${heads}`, 'int64', [3], [0, 0, heads * headSize]);
    return this.node('Reshape', [this.norm(this.node('Reshape', [rows, apart]), weight), together]);
  }

  activation(x: string): string {
    if (this.config.activation === 'silu') return this.node('Mul', [x, this.node('Sigmoid', [x])]);
    return this.node('Gelu', [x], { approximate: { s: 'tanh' } });
  }

  add(a: string, b: string): string {
    const sum = this.node('Add', [a, b]);
    this.#sums.add(sum);
    return sum;
  }

  multiply(a: string, b: string): string {
    return this.node('Mul', [a, b]);
  }

  scale(x: string, factor: number): string {
    return this.node('Mul', [x, this.weights.constant(`factor.${factor}`, 'float32', [], [factor])]);
  }

  logits(x: string, weight: Named): string {
    return this.linear(x, weight);
  }
}

function cacheInfo({ layers, keyValueHeads, headSize }: DecoderConfig, side: 'past' | 'present'): ValueInfo[] {
  // A length of its own: shape inference refuses a present that is declared as long as the mask.
  const length = side === 'past' ? 'past_sequence_length' : 'total_sequence_length_present';
  return Array.from({ length: layers }).flatMap((_, layer) =>
    (['key', 'value'] as const).map((half) => ({
      name: cacheNames(layer, half)[side],
      type: 'float32' as const,
      shape: ['batch_size', keyValueHeads, length, headSize],
    })),
  );
}

/**
 * The decoder as Optimum exports it, so that other tools read it: `input_ids`, `attention_mask`, `past_key_values.*` in;
 * `logits`, `present.*` out.
 * @throws Problem `input` where a weight is missing
 */
export function decoderModel(
  config: DecoderConfig,
  source: WeightSource,
  precision: Precision,
  store: Store = inModel,
): Model {
  const weights = new Weights(source, precision, store);
  const maker = new OnnxMaker(config, weights, { ids: 'input_ids', lengths: 'lengths', total: 'total' });
  const one = weights.constant('one', 'int64', [1], [1]);
  const ahead = maker.node('Sub', [maker.node('ReduceSum', ['attention_mask', one], { keepdims: { i: 0 } }), one]);
  maker.node('Cast', [ahead], { to: { i: 6 } }, { outputs: ['lengths'] });
  const length = maker.node(
    'Gather',
    [maker.node('Shape', ['attention_mask']), weights.constant('second', 'int64', [], [1])],
    { axis: { i: 0 } },
  );
  maker.node('Cast', [length], { to: { i: 6 } }, { outputs: ['total'] });
  const logits = describeDecoder(maker, config);
  maker.node('Identity', [logits], {}, { outputs: ['logits'] });
  const graph: Graph = {
    name: 'decoder',
    nodes: maker.nodes,
    initialisers: weights.initialisers,
    inputs: [
      { name: 'input_ids', type: 'int64', shape: ['batch_size', 'sequence_length'] },
      { name: 'attention_mask', type: 'int64', shape: ['batch_size', 'total_sequence_length'] },
      ...cacheInfo(config, 'past'),
    ],
    outputs: [
      { name: 'logits', type: 'float32', shape: ['batch_size', 'sequence_length', config.vocabulary] },
      ...cacheInfo(config, 'present'),
    ],
  };
  return { graph, opsets: OPSETS };
}
