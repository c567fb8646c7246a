import { decodeModel } from '../../onnx/decode';
import { encodeModel } from '../../onnx/encode';
import type { Attribute, Graph, Initialiser, Node } from '../../onnx/graph';
import type { ModelFiles } from './files';
import { repackColumns, type BlockWeights } from './repack';

const MICROSOFT = 'com.microsoft';

/** Since this operator set of ONNX the axes of a reduction are an input of it. */
const AXES_ARE_INPUTS = 18;

/** Steps of eight bits on either side of nought, and what stands for it. */
const STEPS = 127;
const MIDDLE = 128;

/** A row of noughts is divided by this. */
const TINY = 1e-30;

const floats = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);
const longs = (...values: number[]) => new Uint8Array(BigInt64Array.from(values, BigInt).buffer);

const numberIn = (node: Node, name: string, otherwise = 0): number => {
  const attribute = node.attributes?.[name];
  return attribute && 'i' in attribute ? attribute.i : otherwise;
};

const graphsIn = ({ attributes = {} }: Node): readonly Graph[] =>
  Object.values(attributes).flatMap((attribute) => ('g' in attribute ? attribute.g : []));

/** The graph and those inside its nodes. */
function* within(graph: Graph): Generator<Graph> {
  yield graph;
  for (const node of graph.nodes) for (const inner of graphsIn(node)) yield* within(inner);
}

/** What a graph can name: its own, and what the graphs around it hold. */
type Scope = ReadonlyMap<string, Initialiser>;

const scopeIn = ({ initialisers = [] }: Graph, around: Scope): Scope =>
  initialisers.length === 0 ? around : new Map([...around, ...initialisers.map((one) => [one.name, one] as const)]);

/** Where bytes of weights lie; undefined where there are none. */
type BytesOf = (initialiser: Initialiser | undefined) => Uint8Array | undefined;

/** @returns undefined where the product is of a kind that stays as it is */
function weightsOf(node: Node, scope: Scope, bytesOf: BytesOf): BlockWeights | undefined {
  const [, packed, scales, middles, order] = node.inputs.map((name) => scope.get(name));
  const bits = numberIn(node, 'bits', 4);
  const areWhole = !node.inputs[3] || middles?.type === 'uint8';
  const [bytes, scale] = [bytesOf(packed), bytesOf(scales)];
  if (!bytes || !scale || scales?.type !== 'float32' || !areWhole || order || node.inputs[4]) return undefined;
  if (bits !== 4 && bits !== 8) return undefined;
  return {
    packed: bytes,
    scales: new Float32Array(scale.slice().buffer),
    middles: bytesOf(middles),
    bits,
    block: numberIn(node, 'block_size'),
    rows: numberIn(node, 'N'),
    columns: numberIn(node, 'K'),
  };
}

/** A matrix made whole: names of its numbers and their scales. */
interface Turned {
  readonly values: string;
  readonly scales: string;
}

class Rewriter {
  /** Initialisers that were made. */
  readonly made = new Map<string, Initialiser>();
  /** Weights that were made, as files. */
  readonly files: { readonly path: string; readonly data: Uint8Array }[] = [];
  readonly #turned = new Map<Initialiser, Turned>();
  readonly #bytesOf: BytesOf;
  readonly #opset: number;
  #count = 0;

  constructor(bytesOf: BytesOf, opset: number) {
    this.#bytesOf = bytesOf;
    this.#opset = opset;
  }

  graph(graph: Graph, around: Scope = new Map()): Graph {
    const rows = new Map<string, Rows>();
    const scope = scopeIn(graph, around);
    return { ...graph, nodes: graph.nodes.flatMap((node) => this.#node(node, scope, rows)) };
  }

  #node(node: Node, scope: Scope, rows: Map<string, Rows>): readonly Node[] {
    if (node.op === 'MatMulNBits') return this.#product(node, scope, rows) ?? [node];
    if (graphsIn(node).length === 0) return [node];
    const inside = ([name, attribute]: readonly [string, Attribute]) =>
      [name, 'g' in attribute ? { g: this.graph(attribute.g, scope) } : attribute] as const;
    return [{ ...node, attributes: Object.fromEntries(Object.entries(node.attributes ?? {}).map(inside)) }];
  }

  #constant(name: string, type: Initialiser['type'], dims: readonly number[], data: Initialiser['data']): string {
    this.made.set(name, { name, type, dims, data });
    return name;
  }

  /** Like no other name in the graph. */
  #name(): string {
    return `nearside.${this.#count++}`;
  }

  /** Of what goes into a product, once its row's largest is 1. */
  get #step(): string {
    return this.#constant('nearside.step', 'float32', [], floats(1 / STEPS));
  }

  get #middle(): string {
    return this.#constant('nearside.middle', 'uint8', [], Uint8Array.of(MIDDLE));
  }

  /** Several products may be with the same weights. */
  #matrix(packed: Initialiser, weights: BlockWeights): Turned {
    const known = this.#turned.get(packed);
    if (known) return known;
    const { values, scales } = repackColumns(weights);
    const name = this.#name();
    this.files.push({ path: name, data: values });
    const turned = {
      values: this.#constant(name, 'int8', [weights.columns, weights.rows], {
        file: name,
        offset: 0,
        length: values.length,
      }),
      scales: this.#constant(`${name}.scales`, 'float32', [weights.rows], new Uint8Array(scales.buffer)),
    };
    this.#turned.set(packed, turned);
    return turned;
  }

  #product(node: Node, scope: Scope, rows: Map<string, Rows>): readonly Node[] | undefined {
    const [x = '', packed = '', , , , bias] = node.inputs;
    const weights = weightsOf(node, scope, this.#bytesOf);
    if (!weights) return undefined;
    const { values, scales } = this.#matrix(scope.get(packed) as Initialiser, weights);
    const known = rows.get(x);
    const { nodes, even, room } = known ?? this.#rounded(x);
    rows.set(x, { nodes, even, room });
    const product = this.#name();
    const scaled = bias ? `${product}.scaled` : (node.outputs[0] as string);
    return [
      ...(known ? [] : nodes),
      {
        op: 'MatMulIntegerToFloat',
        domain: MICROSOFT,
        name: product,
        inputs: [even, values, this.#step, scales, this.#middle],
        outputs: [product],
      },
      { op: 'Mul', name: `${product}.scale`, inputs: [product, room], outputs: [scaled] },
      ...(bias ? [{ op: 'Add', name: `${product}.bias`, inputs: [scaled, bias], outputs: node.outputs }] : []),
    ];
  }

  /** Each row in steps of its own: one token's large numbers cost no other its precision, and rows read at once are as those read one by one. */
  #rounded(x: string): Rows {
    const own = this.#name();
    const named = (part: string) => `${own}.${part}`;
    const axes = this.#opset >= AXES_ARE_INPUTS ? [this.#constant('nearside.axis', 'int64', [1], longs(-1))] : [];
    const tiny = this.#constant('nearside.tiny', 'float32', [], floats(TINY));
    const node = (op: string, part: string, inputs: readonly string[], attributes: Node['attributes'] = {}): Node => ({
      op,
      name: named(part),
      inputs,
      outputs: [named(part)],
      attributes,
    });
    const nodes = [
      node('Abs', 'sizes', [x]),
      node('ReduceMax', 'largest', [named('sizes'), ...axes], {
        keepdims: { i: 1 },
        ...(axes.length === 0 && { axes: { ints: [-1] } }),
      }),
      node('Add', 'room', [named('largest'), tiny]),
      node('Div', 'shares', [x, named('room')]),
      node('QuantizeLinear', 'even', [named('shares'), this.#step, this.#middle]),
    ];
    return { nodes, even: named('even'), room: named('room') };
  }
}

/** The numbers that go into a product, made whole. */
interface Rows {
  readonly nodes: readonly Node[];
  readonly even: string;
  /** The largest of each row. */
  readonly room: string;
}

const used = (graph: Graph): ReadonlySet<string> =>
  new Set(
    [...within(graph)].flatMap(({ nodes, outputs }) => [
      ...nodes.flatMap(({ inputs }) => inputs),
      ...outputs.map(({ name }) => name),
    ]),
  );

/** @throws RangeError where an initialiser's file is missing */
const bytesIn =
  ({ externalData }: ModelFiles): BytesOf =>
  (initialiser) => {
    const data = initialiser?.data;
    if (data instanceof Uint8Array || !data) return data;
    const { file, offset, length } = data;
    const found = externalData.find(({ path }) => path === file);
    if (!found) throw new RangeError(`The graph keeps weights in '${file}', which is not among its files.`);
    return found.data.subarray(offset, length > 0 ? offset + length : undefined);
  };

/** What can't be read here is left to the runtime, which reads more: only speed is lost. */
function orElse<T>(otherwise: T, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return otherwise;
    throw error;
  }
}

/** Whether {@link withIntegerProducts} makes any product of these files whole: told without making one. */
export const makesWhole = (files: ModelFiles): boolean =>
  orElse(false, () => {
    const some = (graph: Graph, around: Scope): boolean => {
      const scope = scopeIn(graph, around);
      return graph.nodes.some((node) =>
        node.op === 'MatMulNBits'
          ? weightsOf(node, scope, bytesIn(files)) !== undefined
          : graphsIn(node).some((inner) => some(inner, scope)),
      );
    };
    return some(decodeModel(files.model).graph, new Map());
  });

/**
 * Products with weights in blocks of 4 or 8 bits (`MatMulNBits`), as ONNX Runtime's CPU kernels are quick at: weights in 8 bits with one
 * scale to a column of the product, what goes in rounded to 8 bits as well, row by row. Its WASM builds have no kernel for blocks (1.30):
 * they make them floats anew at each product, which takes five times as long as floats do, and these half as long.
 * @param files of a session
 * @returns the same where there is no such product, or none that could be made so
 */
export const withIntegerProducts = (files: ModelFiles): ModelFiles =>
  orElse(files, () => {
    const model = decodeModel(files.model);
    const rewriter = new Rewriter(bytesIn(files), model.opsets[''] ?? 0);
    const rewritten = rewriter.graph(model.graph);
    if (rewriter.made.size === 0) return files;
    const graph = { ...rewritten, initialisers: [...(rewritten.initialisers ?? []), ...rewriter.made.values()] };
    const stay = used(graph);
    const kept = { ...graph, initialisers: graph.initialisers.filter(({ name }) => stay.has(name)) };
    return {
      ...files,
      model: encodeModel({ graph: kept, opsets: { ...model.opsets, [MICROSOFT]: 1 } }),
      externalData: [...files.externalData, ...rewriter.files],
    };
  });
