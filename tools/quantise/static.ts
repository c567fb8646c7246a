import type { Initialiser, Node } from '../../src/onnx/graph';
import type { Network } from './network';
import type { Range, Ranges } from './ranges';
import { bytesOf, floatsOf, sizeOf } from './values';

/** Operators with weights of their own, which compute in whole numbers. */
const WEIGHTED = ['Conv', 'Gemm', 'MatMul'];
/** Operators that go on in whole numbers where what they take already is. */
const ALONG = ['Add', 'Concat', 'LeakyRelu', 'AveragePool', 'GlobalAveragePool'];
/** Those that only move numbers: what comes out has the range of what went in. */
const MOVING = [
  'MaxPool',
  'Reshape',
  'Transpose',
  'Squeeze',
  'Unsqueeze',
  'Flatten',
  'Resize',
  'Split',
  'Slice',
  'Identity',
];
/** Cut off what a range that is stored from nought on can't hold anyway. */
const CLAMPING = ['Relu', 'Clip'];

/** What of a network is computed in whole numbers. */
export interface Plan {
  /** Nodes with weights, and their axis of channels. */
  readonly weighted: ReadonlyMap<Node, number>;
  /** Values that are stored in 8 bits; those that share a range have the same one behind them. */
  readonly values: ReadonlyMap<string, string>;
  /** Nodes that compute in whole numbers, those with weights among them: by the first value that they make. */
  readonly whole: ReadonlySet<string>;
}

function channelAxis({ op, attributes = {} }: Node, { dims }: Initialiser): number | undefined {
  if (op === 'Conv') return 0;
  if (op === 'Gemm') {
    const plain = ['alpha', 'beta'].every((key) => {
      const factor = attributes[key];
      return !factor || ('f' in factor && factor.f === 1);
    });
    const turned = attributes.transB && 'i' in attributes.transB && attributes.transB.i === 1;
    const firstTurned = attributes.transA && 'i' in attributes.transA && attributes.transA.i === 1;
    return plain && !firstTurned ? (turned ? 0 : 1) : undefined;
  }
  return dims.length === 2 ? 1 : undefined;
}

/**
 * @param keep names of nodes, or operators, that go on in floats
 * @throws RangeError for one that the network hasn't
 */
export function planStatic(network: Network, keep: readonly string[] = []): Plan {
  const unknown = keep.find((kept) => !network.nodes.some(({ name, op }) => name === kept || op === kept));
  if (unknown !== undefined) throw new RangeError(`The network has no node or operator called ${unknown}.`);
  const isKept = ({ name, op }: Node) => keep.includes(name) || keep.includes(op);
  const readers = network.consumers();
  const captured = network.captured();
  const isWeight = (name: string) => network.initialisers.get(name)?.type === 'float32';

  const weighted = new Map<Node, number>();
  for (const node of network.nodes) {
    if (node.domain || !WEIGHTED.includes(node.op) || isKept(node)) continue;
    const weight = network.initialisers.get(node.inputs[1] ?? '');
    const bias = node.inputs[2];
    if (!weight || weight.type !== 'float32' || isWeight(node.inputs[0] ?? '') || (bias && !isWeight(bias))) continue;
    const axis = channelAxis(node, weight);
    if (axis !== undefined) weighted.set(node, axis);
  }

  /** What clamps a value and is all that reads it stands for it: the runtime makes one of both. */
  const stored = (name: string): string => {
    const [reader, ...others] = readers.get(name) ?? [];
    const clamps = reader && !reader.domain && CLAMPING.includes(reader.op) && others.length === 0;
    return clamps && !network.isOutput(name) && !captured.has(name) ? stored(reader.outputs[0]!) : name;
  };

  const values = new Map<string, string>();
  const rangeOf = (name: string): string => {
    const behind = values.get(name);
    return behind === undefined || behind === name ? name : rangeOf(behind);
  };
  const store = (name: string) => values.set(name, values.get(name) ?? name);
  const whole = new Set([...weighted.keys()].map(({ outputs }) => outputs[0]!));
  for (const node of weighted.keys()) {
    store(node.inputs[0]!);
    store(stored(node.outputs[0]!));
  }
  for (const node of network.nodes) {
    if (node.domain || isKept(node)) continue;
    const floats = node.op === 'Add' || node.op === 'Concat' ? node.inputs : node.inputs.slice(0, 1);
    if (!floats.every((input) => values.has(input))) continue;
    if (ALONG.includes(node.op)) {
      whole.add(node.outputs[0]!);
      store(stored(node.outputs[0]!));
    } else if (MOVING.includes(node.op)) {
      whole.add(node.outputs[0]!);
      for (const output of node.outputs) {
        // One that is stored already, since a convolution reads it, gives its range to what it was made of.
        store(output);
        const [mine, theirs] = [rangeOf(output), rangeOf(floats[0]!)];
        if (mine !== theirs) values.set(mine, theirs);
      }
    }
  }
  return { weighted, whole, values: new Map([...values.keys()].map((name) => [name, rangeOf(name)])) };
}

interface Scaled {
  readonly scale: string;
  readonly zero: string;
  readonly step: number;
}

const STEPS = 255;

/** Numbers 0 to 255 for a range, one of which stands for nought exactly. */
export function asymmetric([low, high]: Range): { step: number; zero: number } {
  const step = Math.fround((high - low) / STEPS) || 1;
  return { step, zero: Math.min(STEPS, Math.max(0, Math.round(-low / step))) };
}

/**
 * Rounds the weights of each channel to −127…127 steps of its own.
 * @param axis of channels
 */
export function perChannel(
  values: Float32Array,
  dims: readonly number[],
  axis: number,
): { steps: Float32Array; rounded: Int8Array } {
  const channels = dims[axis] ?? 1;
  const inner = sizeOf(dims.slice(axis + 1));
  const channelOf = (at: number) => Math.floor(at / inner) % channels;
  const steps = new Float32Array(channels);
  for (const [at, value] of values.entries()) {
    const channel = channelOf(at);
    steps[channel] = Math.max(steps[channel]!, Math.abs(value));
  }
  for (let channel = 0; channel < channels; channel++) steps[channel] = steps[channel]! / 127 || 1;
  const rounded = Int8Array.from(values, (value, at) => {
    return Math.max(-127, Math.min(127, Math.round(value / steps[channelOf(at)]!)));
  });
  return { steps, rounded };
}

/**
 * Puts a network's weights, and what goes in and out of the nodes with weights, into 8 bits: QuantizeLinear and DequantizeLinear
 * stand around them, and a runtime that knows such pairs computes in whole numbers between (ONNX's operator documentation, "QDQ").
 * Weights: a scale for each channel, around nought. Other values: one scale, from the range they were seen in. Biases: 32 bits.
 * @param ranges of each value that the plan stores
 * @throws RangeError where a range is missing
 */
export function quantiseStatic(network: Network, plan: Plan, ranges: Ranges): void {
  const { weighted, values } = plan;
  const merged = new Map<string, Range>();
  for (const [name, behind] of values) {
    const own = ranges[name];
    if (!own) throw new RangeError(`There is no range for ${name}: calibrate once more.`);
    const [low, high] = merged.get(behind) ?? own;
    merged.set(behind, [Math.min(low, own[0]), Math.max(high, own[1])]);
  }
  const scales = new Map<string, Scaled>();
  for (const [name, range] of merged) {
    const { step, zero } = asymmetric(range);
    const scale = network.constant({
      name: `${name}.scale`,
      type: 'float32',
      dims: [],
      data: bytesOf(Float32Array.of(step)),
    });
    const middle = network.constant({ name: `${name}.zero`, type: 'uint8', dims: [], data: Uint8Array.of(zero) });
    scales.set(name, { scale, zero: middle, step });
  }
  const scaleOf = (name: string) => scales.get(values.get(name)!)!;

  const added: Node[] = [];
  const weights = new Map<string, string>();
  /** DequantizeLinear of whole numbers, channel by channel; the value that it makes. */
  const dequantised = (name: string, whole: Initialiser, steps: Float32Array, axis: number): string => {
    const input = network.constant(whole);
    const data = bytesOf(steps);
    const scale = network.constant({ name: `${whole.name}.scale`, type: 'float32', dims: [steps.length], data });
    const output = network.fresh(`${name}.dequantised`);
    const attributes = { axis: { i: axis } };
    added.push({ op: 'DequantizeLinear', name: output, inputs: [input, scale], outputs: [output], attributes });
    return output;
  };

  const nodes = network.nodes.map((node) => {
    const axis = weighted.get(node);
    if (axis === undefined) return node;
    const [input = '', weightName = '', biasName] = node.inputs;
    const weight = network.initialisers.get(weightName)!;
    const { steps, rounded } = perChannel(floatsOf(weight)!, weight.dims, axis);
    const key = `${weightName} ${axis}`;
    const stored =
      weights.get(key) ??
      dequantised(
        weightName,
        { name: `${weightName}.int8`, type: 'int8', dims: weight.dims, data: bytesOf(rounded) },
        steps,
        axis,
      );
    weights.set(key, stored);
    if (!biasName) return { ...node, inputs: [input, stored] };
    const bias = network.initialisers.get(biasName)!;
    const products = steps.map((step) => step * scaleOf(input).step);
    const rounded32 = Int32Array.from(floatsOf(bias)!, (value, channel) => Math.round(value / products[channel]!));
    const own = { name: `${biasName}.int32`, type: 'int32', dims: bias.dims, data: bytesOf(rounded32) } as const;
    return { ...node, inputs: [input, stored, dequantised(biasName, own, products, 0)] };
  });

  network.nodes = withPairs(network, [...added, ...nodes], plan, scaleOf);
}

/** Whether a value comes out of a node that computes in whole numbers, or out of what clamps such a node's. */
function madeWhole(name: string, producers: ReadonlyMap<string, Node>, plan: Plan): boolean {
  const producer = producers.get(name);
  if (!producer) return false;
  if (plan.whole.has(producer.outputs[0]!)) return true;
  const [input = ''] = producer.inputs;
  return CLAMPING.includes(producer.op) && !plan.values.has(input) && madeWhole(input, producers, plan);
}

/**
 * Puts a pair of QuantizeLinear and DequantizeLinear behind whatever makes a stored value. Nodes that go on in floats read what
 * floats made as it was: rounding it for others costs them nothing.
 */
function withPairs(network: Network, nodes: readonly Node[], plan: Plan, scaleOf: (name: string) => Scaled): Node[] {
  const producers = new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const isWhole = new Map([...plan.values.keys()].map((name) => [name, madeWhole(name, producers, plan)]));
  const coarse = new Map([...plan.values.keys()].map((name) => [name, network.fresh(`${name}.dequantised`)]));
  const fine = new Map<string, string>();
  // An output of the network keeps its name for what comes out in the end.
  for (const [name, whole] of isWhole) {
    if (!whole || !network.isOutput(name)) continue;
    fine.set(name, network.fresh(`${name}.fine`));
    coarse.set(name, name);
  }
  const pair = (name: string): Node[] => {
    const { scale, zero } = scaleOf(name);
    const stored = network.fresh(`${name}.uint8`);
    const output = coarse.get(name)!;
    return [
      { op: 'QuantizeLinear', name: stored, inputs: [fine.get(name) ?? name, scale, zero], outputs: [stored] },
      { op: 'DequantizeLinear', name: output, inputs: [stored, scale, zero], outputs: [output] },
    ];
  };
  const stored = (names: readonly string[]) => names.filter((name) => plan.values.has(name)).flatMap(pair);
  return [
    ...stored(network.graph.inputs.map(({ name }) => name)),
    ...nodes.flatMap((node) => {
      const takesWhole = plan.whole.has(node.outputs[0]!);
      const inputs = node.inputs.map((input) =>
        takesWhole || isWhole.get(input) ? (coarse.get(input) ?? input) : input,
      );
      const outputs = node.outputs.map((output) => fine.get(output) ?? output);
      return [{ ...node, inputs, outputs }, ...stored(node.outputs)];
    }),
  ];
}
