import { toHalf } from '../onnx/half';
import type { DecoderConfig } from './config';
import { describeDecoder, type AttentionParts, type GraphMaker, type Named } from './describe';
import { cacheNames } from './onnx';
import { rotations } from './rotary';
import type { WeightSource } from './weights';

type DType = 'DT_FLOAT' | 'DT_INT32' | 'DT_BOOL';

/** Attributes of a node, in the spelling of TensorFlow's `GraphDef` as JSON. */
type Attributes = Readonly<Record<string, object>>;

interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: Attributes;
}

interface WeightEntry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
  readonly quantization?: { readonly dtype: 'float16' };
}

const type = (dtype: DType) => ({ type: dtype });
const flag = (value: boolean) => ({ b: value });
const shapeOf = (shape: readonly number[]) => ({
  shape: { dim: shape.map((size) => ({ size: String(size) })) },
});

/** Far below any score, and within half precision: what lies ahead takes no part. */
const UNSEEN = -60_000;

/** Writes a decoder as a TensorFlow.js graph with a cache of fixed size, so that no shader is compiled anew as it fills. */
export class TfjsMaker implements GraphMaker<string> {
  readonly nodes: GraphNode[] = [];
  readonly entries: WeightEntry[] = [];
  readonly chunks: Uint8Array[] = [];
  readonly outputs: string[] = [];
  readonly #config: DecoderConfig;
  readonly #source: WeightSource;
  readonly #isHalf: boolean;
  readonly #context: number;
  readonly #known = new Set<string>();
  #count = 0;

  /** @param context positions of the cache */
  constructor(config: DecoderConfig, source: WeightSource, isHalf: boolean, context: number) {
    this.#config = config;
    this.#source = source;
    this.#isHalf = isHalf;
    this.#context = context;
  }

  node(op: string, input: readonly string[], attr: Attributes = {}, name = `${op}_${this.#count++}`): string {
    this.nodes.push({ name, op, input, attr: { T: type('DT_FLOAT'), ...attr } });
    return name;
  }

  placeholder(name: string, dtype: DType, shape: readonly number[]): string {
    if (this.#known.has(name)) return name;
    this.#known.add(name);
    this.nodes.push({ name, op: 'Placeholder', attr: { dtype: type(dtype), shape: shapeOf(shape) } });
    return name;
  }

  weight(
    name: string,
    shape: readonly number[],
    dtype: 'float32' | 'int32',
    make: () => ArrayLike<number>,
    isHalf = false,
  ): string {
    if (this.#known.has(name)) return name;
    this.#known.add(name);
    this.nodes.push({
      name,
      op: 'Const',
      attr: { dtype: type(dtype === 'int32' ? 'DT_INT32' : 'DT_FLOAT'), value: { tensor: {} } },
    });
    const values = make();
    const data = isHalf
      ? Uint16Array.from(values, toHalf)
      : dtype === 'int32'
        ? Int32Array.from(values)
        : Float32Array.from(values);
    this.chunks.push(new Uint8Array(data.buffer));
    this.entries.push({ name, shape, dtype, ...(isHalf && { quantization: { dtype: 'float16' } }) });
    return name;
  }

  numbers(values: readonly number[]): string {
    return this.weight(`ints_${values.join('_')}`, [values.length], 'int32', () => values);
  }

  number(value: number): string {
    return this.weight(`number_${value}`, [], 'float32', () => [value]);
  }

  whole(value: number): string {
    return this.weight(`whole_${value}`, [], 'int32', () => [value]);
  }

  reshape(x: string, shape: readonly number[]): string {
    return this.node('Reshape', [x, this.numbers(shape)], { Tshape: type('DT_INT32') });
  }

  transpose(x: string, order: readonly number[]): string {
    return this.node('Transpose', [x, this.numbers(order)], { Tperm: type('DT_INT32') });
  }

  gather(table: string, at: string, axis: number): string {
    return this.node('GatherV2', [table, at, this.whole(axis)], {
      Tparams: type('DT_FLOAT'),
      Tindices: type('DT_INT32'),
      Taxis: type('DT_INT32'),
      batch_dims: { i: '0' },
    });
  }

  /** Turned, [in, out]: TensorFlow.js' WASM backend is several times slower on a product with a turned matrix. */
  #turned({ name, shape }: Named): string {
    const [rows, columns] = shape as [number, number];
    return this.weight(
      name,
      [columns, rows],
      'float32',
      () => {
        const { data } = this.#source.read(name, shape);
        return Float32Array.from(
          { length: data.length },
          (_, at) => data[(at % rows) * columns + Math.floor(at / rows)] as number,
        );
      },
      this.#isHalf,
    );
  }

  #vector({ name, shape }: Named, offset = 0): string {
    return this.weight(name, shape, 'float32', () =>
      this.#source.read(name, shape).data.map((value) => value + offset),
    );
  }

  embed(table: Named): string {
    // From columns, since the table lies turned for the logits.
    return this.transpose(this.gather(this.#turned(table), 'ids', 1), [1, 0]);
  }

  norm(x: string, weight: Named): string {
    const square = this.node('Square', [x]);
    const mean = this.node('Mean', [square, this.numbers([-1])], { keep_dims: flag(true), Tidx: type('DT_INT32') });
    const inverse = this.node('Rsqrt', [this.node('AddV2', [mean, this.number(this.#config.normEpsilon)])]);
    return this.multiply(this.multiply(x, inverse), this.#vector(weight, this.#config.normOffset ? 1 : 0));
  }

  #product(a: string, b: string): string {
    return this.node('MatMul', [a, b], { transpose_a: flag(false), transpose_b: flag(false) });
  }

  linear(x: string, weight: Named, bias?: Named): string {
    const product = this.#product(x, this.#turned(weight));
    return bias ? this.add(product, this.#vector(bias)) : product;
  }

  /** Tables of turns and of what is seen, made once for all layers. */
  #shared(base: number, window?: number) {
    const { headSize } = this.#config;
    const context = this.#context;
    const made = (signed: boolean, which: 'cosines' | 'sines') => () => {
      const half = rotations(this.#config, base, context)[which];
      const width = headSize / 2;
      return Float32Array.from({ length: context * headSize }, (_, at) => {
        const value = half[Math.floor(at / headSize) * width + (at % width)] as number;
        return signed && at % headSize < width ? -value : value;
      });
    };
    const once = (name: string, make: () => string) => {
      if (!this.#known.has(name)) {
        this.#known.add(name);
        this.node('Identity', [make()], {}, name);
      }
      return name;
    };
    const at = once('turned_at', () => this.node('Maximum', ['positions', this.whole(0)], { T: type('DT_INT32') }));
    const turns = (which: 'cosines' | 'sines') =>
      once(`${which}_${base}`, () => {
        const table = this.weight(
          `table_${which}_${base}`,
          [context, headSize],
          'float32',
          made(which === 'sines', which),
        );
        return this.reshape(this.gather(table, at, 0), [-1, 1, headSize]);
      });
    const places = once('places', () => {
      // The WASM backend writes whole numbers whatever type is asked for.
      const attr = { TI: type('DT_INT32'), T: type('DT_INT32'), axis: { i: '-1' } };
      const marked = this.node('OneHot', ['positions', this.whole(context), this.whole(1), this.whole(0)], attr);
      const hot = this.node('Cast', [marked], { SrcT: type('DT_INT32'), DstT: type('DT_FLOAT') });
      return this.transpose(hot, [1, 0]);
    });
    const kept = once('kept', () => {
      const taken = this.node('Sum', [places, this.numbers([1])], { keep_dims: flag(true), Tidx: type('DT_INT32') });
      return this.node('Sub', [this.number(1), taken]);
    });
    const seen = once(`seen_${window ?? 'all'}`, () => {
      const every = this.weight('every', [1, context], 'float32', () => Array.from({ length: context }, (_, i) => i));
      const here = this.reshape(
        this.node('Cast', ['positions'], { SrcT: type('DT_INT32'), DstT: type('DT_FLOAT') }),
        [-1, 1],
      );
      const behind = this.node('Sub', [here, every]);
      // Whole numbers: −1 and below lie ahead, `window` and above too far back.
      const ahead = this.node('Maximum', [
        this.node('Minimum', [this.node('Neg', [behind]), this.number(1)]),
        this.number(0),
      ]);
      const hidden = this.multiply(ahead, this.number(UNSEEN));
      if (window === undefined) return hidden;
      const beyond = this.node('Sub', [behind, this.number(window - 1)]);
      const past = this.node('Maximum', [this.node('Minimum', [beyond, this.number(1)]), this.number(0)]);
      return this.add(hidden, this.multiply(past, this.number(UNSEEN)));
    });
    return { cosines: turns('cosines'), sines: turns('sines'), places, kept, seen };
  }

  #rotated(x: string, cosines: string, sines: string): string {
    const half = this.#config.headSize / 2;
    const part = (from: number) =>
      this.node('Slice', [x, this.numbers([0, 0, from]), this.numbers([-1, -1, half])], { Index: type('DT_INT32') });
    const swapped = this.node('ConcatV2', [part(half), part(0), this.whole(2)], {
      N: { i: '2' },
      Tidx: type('DT_INT32'),
    });
    return this.add(this.multiply(x, cosines), this.multiply(swapped, sines));
  }

  #batched(a: string, b: string, turnSecond: boolean): string {
    return this.node('BatchMatMulV2', [a, b], { adj_x: flag(false), adj_y: flag(turnSecond) });
  }

  /** @param rows [tokens, heads in the cache, head size] @returns the cache with them */
  #cached(
    layer: number,
    half: 'key' | 'value',
    rows: string,
    { places, kept }: { places: string; kept: string },
  ): string {
    const { keyValueHeads, headSize } = this.#config;
    const names = cacheNames(layer, half);
    const past = this.placeholder(names.past, 'DT_FLOAT', [keyValueHeads, this.#context, headSize]);
    // All heads in one product: WASM is slow at tiling what tells the places, and at products in batches.
    const placed = this.#product(places, this.reshape(rows, [-1, keyValueHeads * headSize]));
    const byHead = this.transpose(this.reshape(placed, [this.#context, keyValueHeads, headSize]), [1, 0, 2]);
    this.outputs.push(names.present);
    return this.node('AddV2', [this.multiply(past, kept), byHead], {}, names.present);
  }

  attention({ layer, query, key, value, norms, window, rotaryBase }: AttentionParts<string>): string {
    const { heads, keyValueHeads, headSize, attentionScale } = this.#config;
    const shared = this.#shared(rotaryBase, window);
    const split = (x: string, count: number, norm?: Named) => {
      const apart = this.reshape(x, [-1, count, headSize]);
      return norm ? this.norm(apart, norm) : apart;
    };
    const turn = (x: string) => this.#rotated(x, shared.cosines, shared.sines);
    const byHead = (x: string) => this.transpose(x, [1, 0, 2]);
    const keys = this.#cached(layer, 'key', turn(split(key, keyValueHeads, norms?.key)), shared);
    const values = this.#cached(layer, 'value', split(value, keyValueHeads), shared);
    // Heads that share one of the cache lie side by side.
    const asked = this.scale(byHead(turn(split(query, heads, norms?.query))), attentionScale);
    const grouped = this.reshape(asked, [keyValueHeads, -1, headSize]);
    const scores = this.reshape(this.#batched(grouped, keys, true), [
      keyValueHeads * (heads / keyValueHeads),
      -1,
      this.#context,
    ]);
    const shares = this.node('Softmax', [this.add(scores, shared.seen)]);
    const mixed = this.#batched(this.reshape(shares, [keyValueHeads, -1, this.#context]), values, false);
    return this.reshape(byHead(this.reshape(mixed, [heads, -1, headSize])), [-1, heads * headSize]);
  }

  activation(x: string): string {
    if (this.#config.activation === 'silu') return this.multiply(x, this.node('Sigmoid', [x]));
    // Hendrycks and Gimpel, "Gaussian error linear units", 2016: the approximation by tanh.
    const cube = this.multiply(this.multiply(x, x), x);
    const inner = this.scale(this.add(x, this.scale(cube, 0.044_715)), Math.sqrt(2 / Math.PI));
    return this.multiply(this.scale(x, 0.5), this.add(this.node('Tanh', [inner]), this.number(1)));
  }

  add(a: string, b: string): string {
    return this.node('AddV2', [a, b]);
  }

  multiply(a: string, b: string): string {
    return this.node('Mul', [a, b]);
  }

  scale(x: string, factor: number): string {
    return this.multiply(x, this.number(factor));
  }

  /** Of the rows asked for: a prompt's others would be the larger part of the work. */
  logits(x: string, weight: Named): string {
    return this.linear(this.gather(x, 'rows', 0), weight);
  }
}

/**
 * The decoder as a TensorFlow.js graph model.
 *
 * In: `ids` and `positions` int32 [tokens] (a position of −1 marks padding, which leaves no trace), `rows` int32 [n], which of the
 * tokens are asked for logits, and the caches, float32 [heads in the cache, context, head size]. Out: `logits` float32 [n, vocabulary] and the
 * caches with the tokens in them.
 * @returns `model.json` and the weights
 */
export function decoderGraph(
  config: DecoderConfig,
  source: WeightSource,
  precision: 'fp32' | 'fp16',
  context = config.context,
): { readonly model: object; readonly weights: Uint8Array } {
  const maker = new TfjsMaker(config, source, precision === 'fp16', context);
  for (const name of ['ids', 'positions', 'rows']) maker.placeholder(name, 'DT_INT32', [-1]);
  maker.node('Identity', [describeDecoder(maker, config)], {}, 'logits');
  const weights = new Uint8Array(maker.chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of maker.chunks) {
    weights.set(chunk, at);
    at += chunk.length;
  }
  const signature = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, { name }]));
  const inputs = maker.nodes.filter(({ op }) => op === 'Placeholder').map(({ name }) => name);
  return {
    weights,
    model: {
      format: 'graph-model',
      generatedBy: 'nearside',
      convertedBy: null,
      signature: { inputs: signature(inputs), outputs: signature(['logits', ...maker.outputs]) },
      modelTopology: { node: maker.nodes, library: {}, versions: {} },
      weightsManifest: [{ paths: ['weights.bin'], weights: maker.entries }],
    },
  };
}
