import { Problem } from '../domain/problem';
import type { Precision } from '../models/artefact';
import type { Attribute, DataType, External, Graph, Initialiser, Model, Node, ValueInfo } from '../onnx/graph';
import { toHalf } from '../onnx/half';
import { quantiseBlocks, type Blocks } from './blocks';
import type { DecoderConfig } from './config';
import { describeDecoder, type AttentionParts, type GraphMaker, type Named } from './describe';
import { rotations } from './rotary';
import type { WeightSource } from './weights';

/** Numbers that share a scale, where weights are stored in 8 or 4 bits. */
export const BLOCK = 32;

const MICROSOFT = 'com.microsoft';
export const OPSETS = { '': 21, [MICROSOFT]: 1 };

/** Where initialisers are put: into the model itself, or behind each other into a file of their own. */
export interface Store {
  /** @param name the same for the same numbers: they are made and stored once */
  put(name: string, make: () => Uint8Array): Uint8Array | External;
}

export const inModel: Store = { put: (_, make) => make() };

/** A file of initialisers beside the model, which several models of the same precision may share. */
export class DataFile implements Store {
  readonly name: string;
  readonly #chunks: Uint8Array[] = [];
  readonly #placed = new Map<string, External>();
  #length = 0;

  constructor(name: string) {
    this.name = name;
  }

  put(name: string, make: () => Uint8Array): External {
    const known = this.#placed.get(name);
    if (known) return known;
    const data = make();
    const placed = { file: this.name, offset: this.#length, length: data.length };
    this.#placed.set(name, placed);
    // ONNX Runtime may map it: aligned, any type can be read where it lies.
    const padding = -data.length & 63;
    this.#chunks.push(data, new Uint8Array(padding));
    this.#length += data.length + padding;
    return placed;
  }

  bytes(): Uint8Array {
    const joined = new Uint8Array(this.#length);
    let at = 0;
    for (const chunk of this.#chunks) {
      joined.set(chunk, at);
      at += chunk.length;
    }
    return joined;
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
  new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);

function transposed(data: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      result[column * rows + row] = data[row * columns + column] as number;
  }
  return result;
}

/** Initialisers of a decoder in one precision, each made once. */
export class Weights {
  readonly #source: WeightSource;
  readonly #precision: Precision;
  readonly #store: Store;
  readonly #made = new Map<string, Initialiser>();

  constructor(source: WeightSource, precision: Precision, store: Store) {
    this.#source = source;
    this.#precision = precision;
    this.#store = store;
  }

  get initialisers(): readonly Initialiser[] {
    return [...this.#made.values()];
  }

  get isQuantised(): boolean {
    return this.#precision === 'int8' || this.#precision === 'int4';
  }

  get isHalf(): boolean {
    return this.#precision === 'fp16';
  }

  add(name: string, type: DataType, dims: readonly number[], data: () => ArrayBufferView): string {
    if (!this.#made.has(name)) {
      const stored = this.#store.put(name, () => bytesOf(data()));
      this.#made.set(name, { name, type, dims, data: stored });
    }
    return name;
  }

  /** A number or a list of them, in the model itself: shape inference reads such. */
  constant(
    name: string,
    type: 'int64' | 'int32' | 'float32',
    dims: readonly number[],
    values: readonly number[],
  ): string {
    const data = {
      int64: () => BigInt64Array.from(values, BigInt),
      int32: () => Int32Array.from(values),
      float32: () => Float32Array.from(values),
    }[type]();
    if (!this.#made.has(name)) this.#made.set(name, { name, type, dims, data: bytesOf(data) });
    return name;
  }

  vector({ name, shape }: Named, offset = 0): string {
    return this.add(name, 'float32', shape, () => this.#source.read(name, shape).data.map((value) => value + offset));
  }

  /**
   * A table [rows, columns] as it lies in the file, in single or half precision.
   * @param asColumns turned, for a matrix product from the left
   */
  matrix({ name, shape }: Named, asColumns: boolean): { name: string; isHalf: boolean } {
    const [rows, columns] = shape as [number, number];
    const own = asColumns ? `${name}.turned` : name;
    const dims = asColumns ? [columns, rows] : [rows, columns];
    const data = () => {
      const { data: read } = this.#source.read(name, shape);
      return asColumns ? transposed(read, rows, columns) : read;
    };
    if (this.isHalf) this.add(own, 'float16', dims, () => Uint16Array.from(data(), toHalf));
    else this.add(own, 'float32', dims, data);
    return { name: own, isHalf: this.isHalf };
  }

  /** @param bits of the table, where not those of the precision */
  blocks(
    { name, shape }: Named,
    bits: 4 | 8 = this.#precision === 'int4' ? 4 : 8,
  ): { packed: string; scales: string; bits: 4 | 8 } {
    const [rows, columns] = shape as [number, number];
    const packed = `${name}.int${bits}`;
    const scales = `${packed}.scales`;
    let made: Blocks | undefined;
    const quantised = () => (made ??= quantiseBlocks(this.#source.read(name, shape).data, columns, bits, BLOCK));
    const across = columns / BLOCK;
    this.add(packed, 'uint8', [rows, across, (BLOCK * bits) / 8], () => quantised().packed);
    this.add(scales, 'float32', [rows, across], () => quantised().scales);
    return { packed, scales, bits };
  }
}

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

/** Writes a decoder's nodes with the operators that ONNX Runtime has for them. */
export class OnnxMaker implements GraphMaker<string> {
  readonly nodes: Node[] = [];
  readonly config: DecoderConfig;
  readonly weights: Weights;
  readonly #positions: Positions;
  readonly #widened = new Map<string, string>();
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
    if (this.weights.isQuantised) {
      const { packed, scales, bits } = this.#table(table);
      // The table lies in blocks, as the product with it reads them; rows of whole bytes are what is looked up.
      const rows = this.node('Gather', [packed, this.#positions.ids], { axis: { i: 0 } });
      const steps = this.node('Cast', [rows], { to: { i: 1 } });
      if (bits !== 8) throw new RangeError('The table of embeddings is stored in 8 bits.');
      const middle = this.weights.constant('int8.middle', 'float32', [], [128]);
      const scale = this.node('Gather', [scales, this.#positions.ids], { axis: { i: 0 } });
      const last = this.weights.constant('axis.last', 'int64', [1], [-1]);
      const scaled = this.node('Mul', [this.node('Sub', [steps, middle]), this.node('Unsqueeze', [scale, last])]);
      const shape = this.weights.constant('rows', 'int64', [3], [0, 0, this.config.hidden]);
      return this.node('Reshape', [scaled, shape]);
    }
    return this.node('Gather', [this.#single(table, false), this.#positions.ids], { axis: { i: 0 } });
  }

  /**
   * A matrix in single precision: what is stored in half is widened at once, which ONNX Runtime does while it loads. Many a
   * GPU has no half precision to look rows up in.
   */
  #single(weight: Named, asColumns: boolean): string {
    const { name, isHalf } = this.weights.matrix(weight, asColumns);
    if (!isHalf) return name;
    const wide = this.#widened.get(name) ?? this.node('Cast', [name], { to: { i: 1 } });
    this.#widened.set(name, wide);
    return wide;
  }

  norm(x: string, weight: Named): string {
    const scale = this.weights.vector(weight, this.config.normOffset ? 1 : 0);
    return this.node('SimplifiedLayerNormalization', [x, scale], {
      axis: { i: -1 },
      epsilon: { f: this.config.normEpsilon },
      stash_type: { i: 1 },
    });
  }

  /** Embeddings and, where they are tied, logits: every token's row counts alone, so 4 bits would cost more here than elsewhere. */
  #table(table: Named) {
    return this.weights.blocks(table, 8);
  }

  linear(x: string, weight: Named, bias?: Named): string {
    const product = this.#product(x, weight);
    return bias ? this.node('Add', [product, this.weights.vector(bias)]) : product;
  }

  #product(x: string, weight: Named): string {
    const [rows, columns] = weight.shape as [number, number];
    const isTable = weight.name === 'model.embed_tokens.weight';
    if (this.weights.isQuantised) {
      const { packed, scales, bits } = isTable ? this.#table(weight) : this.weights.blocks(weight);
      return this.node(
        'MatMulNBits',
        [x, packed, scales],
        { K: { i: columns }, N: { i: rows }, bits: { i: bits }, block_size: { i: BLOCK }, accuracy_level: { i: 4 } },
        { domain: MICROSOFT },
      );
    }
    const single = this.#single(weight, !isTable);
    // The table is stored once, as rows to look up.
    const turned = isTable ? this.node('Transpose', [single], { perm: { ints: [1, 0] } }) : single;
    return this.node('MatMul', [x, turned]);
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
    return this.node('Add', [a, b]);
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
