import { decodeModel } from '../../onnx/decode';
import { encodeModel } from '../../onnx/encode';
import type { Attribute, External, Graph, Initialiser, Node } from '../../onnx/graph';
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

class Rewriter {
  /** Initialisers that were made. */
  readonly made = new Map<string, Initialiser>();
  /** Weights that were made, as files. */
  readonly files: { readonly path: string; readonly data: Uint8Array }[] = [];
  readonly #initialisers: ReadonlyMap<string, Initialiser>;
  readonly #bytesAt: (place: External) => Uint8Array;
  readonly #opset: number;

  constructor(initialisers: ReadonlyMap<string, Initialiser>, bytesAt: (place: External) => Uint8Array, opset: number) {
    this.#initialisers = initialisers;
    this.#bytesAt = bytesAt;
    this.#opset = opset;
  }

  graph(graph: Graph): Graph {
    const rows = new Map<string, Rows>();
    return { ...graph, nodes: graph.nodes.flatMap((node) => this.#node(node, rows)) };
  }

  #node(node: Node, rows: Map<string, Rows>): readonly Node[] {
    if (node.op === 'MatMulNBits') return this.#product(node, rows) ?? [node];
    if (graphsIn(node).length === 0) return [node];
    const inside = ([name, attribute]: readonly [string, Attribute]) =>
      [name, 'g' in attribute ? { g: this.graph(attribute.g) } : attribute] as const;
    return [{ ...node, attributes: Object.fromEntries(Object.entries(node.attributes ?? {}).map(inside)) }];
  }

  #bytes(name: string | undefined): Uint8Array | undefined {
    const data = this.#initialisers.get(name ?? '')?.data;
    return data instanceof Uint8Array || !data ? data : this.#bytesAt(data);
  }

  #constant(name: string, type: Initialiser['type'], dims: readonly number[], data: Uint8Array): string {
    this.made.set(name, { name, type, dims, data });
    return name;
  }

  /** Of what goes into a product, once its row's largest is 1. */
  get #step(): string {
    return this.#constant('even.step', 'float32', [], floats(1 / STEPS));
  }

  get #middle(): string {
    return this.#constant('even.middle', 'uint8', [], Uint8Array.of(MIDDLE));
  }

  /** @returns undefined where the node is of a kind that stays */
  #weights(node: Node): BlockWeights | undefined {
    const [, packed, scales, middles, order] = node.inputs;
    const bits = numberIn(node, 'bits', 4);
    const isSingle = this.#initialisers.get(scales ?? '')?.type === 'float32';
    const areWhole = !middles || this.#initialisers.get(middles)?.type === 'uint8';
    const [bytes, scale] = [this.#bytes(packed), this.#bytes(scales)];
    if (!bytes || !scale || !isSingle || !areWhole || order || (bits !== 4 && bits !== 8)) return undefined;
    return {
      packed: bytes,
      scales: new Float32Array(scale.slice().buffer),
      middles: this.#bytes(middles),
      bits,
      block: numberIn(node, 'block_size'),
      rows: numberIn(node, 'N'),
      columns: numberIn(node, 'K'),
    };
  }

  #product(node: Node, rows: Map<string, Rows>): readonly Node[] | undefined {
    const [x = '', packed = '', , , , bias] = node.inputs;
    const turned = `${packed}.turned`;
    const scales = `${turned}.scales`;
    if (!this.made.has(turned)) {
      const weights = this.#weights(node);
      if (!weights) return undefined;
      const made = repackColumns(weights);
      this.files.push({ path: turned, data: made.values });
      this.made.set(turned, {
        name: turned,
        type: 'int8',
        dims: [weights.columns, weights.rows],
        data: { file: turned, offset: 0, length: made.values.length },
      });
      this.#constant(scales, 'float32', [weights.rows], new Uint8Array(made.scales.buffer));
    }
    const known = rows.get(x);
    const { nodes, even, room } = known ?? this.#rounded(x);
    rows.set(x, { nodes, even, room });
    const [product, scaled] = [`${node.name}.product`, bias ? `${node.name}.scaled` : (node.outputs[0] as string)];
    return [
      ...(known ? [] : nodes),
      {
        op: 'MatMulIntegerToFloat',
        domain: MICROSOFT,
        name: product,
        inputs: [even, turned, this.#step, scales, this.#middle],
        outputs: [product],
      },
      { op: 'Mul', name: `${node.name}.scale`, inputs: [product, room], outputs: [scaled] },
      ...(bias ? [{ op: 'Add', name: `${node.name}.bias`, inputs: [scaled, bias], outputs: node.outputs }] : []),
    ];
  }

  /** Each row in steps of its own: one token's large numbers cost no other its precision, and rows read at once are as those read one by one. */
  #rounded(x: string): Rows {
    const named = (part: string) => `${x}.${part}`;
    const axes = this.#opset >= AXES_ARE_INPUTS ? [this.#constant('even.axis', 'int64', [1], longs(-1))] : [];
    const tiny = this.#constant('even.tiny', 'float32', [], floats(TINY));
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

/**
 * Products with weights in blocks of 4 or 8 bits (`MatMulNBits`), as ONNX Runtime's CPU kernels are quick at: weights in 8 bits with one
 * scale to a column of the product, what goes in rounded to 8 bits as well, row by row. Its WASM builds have no kernel for blocks (1.30):
 * they make them floats anew at each product, which takes five times as long as floats do,
 * and these half as long.
 * @param files of a session
 * @returns the same where there is no such product, or none that could be made so
 */
export function withIntegerProducts(files: ModelFiles): ModelFiles {
  const model = decodeModel(files.model);
  const graphs = [...within(model.graph)];
  const initialisers = new Map(graphs.flatMap(({ initialisers: all = [] }) => all.map((one) => [one.name, one])));
  const bytesAt = ({ file, offset, length }: External) => {
    const found = files.externalData.find(({ path }) => path === file);
    if (!found) throw new RangeError(`The graph keeps weights in '${file}', which is not among its files.`);
    return found.data.subarray(offset, length > 0 ? offset + length : undefined);
  };
  const rewriter = new Rewriter(initialisers, bytesAt, model.opsets[''] ?? 0);
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
}
