import type { Attribute, Initialiser, Node } from '../../src/onnx/graph';
import type { Network } from './network';
import { bytesOf, floatsOf, sizeOf } from './values';

const FLOAT = 1;

/** `Constant` nodes that hold a tensor become initialisers, and weights in half precision that are cast to floats become floats. */
export function foldConstants(network: Network): void {
  network.nodes = network.nodes.filter(({ op, domain, inputs, outputs, attributes = {} }) => {
    const [output = ''] = outputs;
    if (domain || network.isOutput(output)) return true;
    if (op === 'Constant' && attributes.value && 't' in attributes.value) {
      network.initialisers.set(output, { ...attributes.value.t, name: output });
      return false;
    }
    const constant = network.initialisers.get(inputs[0] ?? '');
    if (op === 'Cast' && constant?.type === 'float16' && attributes.to && 'i' in attributes.to) {
      if (attributes.to.i !== FLOAT) return true;
      const floats = floatsOf(constant) as Float32Array;
      network.initialisers.set(output, { name: output, type: 'float32', dims: constant.dims, data: bytesOf(floats) });
      return false;
    }
    return true;
  });
}

/** What is added to every channel of a convolution's output [n, channels, …], one number each; undefined where it is something else. */
function perChannel(constant: Initialiser | undefined, channels: number): Float32Array | undefined {
  if (!constant || constant.type !== 'float32' || sizeOf(constant.dims) !== channels) return undefined;
  const behindBatch = constant.dims.length === 4 ? constant.dims.slice(1) : constant.dims;
  return behindBatch.length === 3 && behindBatch[0] === channels ? floatsOf(constant) : undefined;
}

/** A constant that is added to each channel behind a convolution becomes its bias, or part of it. */
export function foldBiases(network: Network): void {
  const readers = network.consumers();
  const merged = new Map<Node, Node>();
  const gone = new Set<Node>();
  for (const conv of network.nodes) {
    if (conv.op !== 'Conv' || conv.domain) continue;
    const [output = ''] = conv.outputs;
    const [next, ...others] = readers.get(output) ?? [];
    if (!next || next.op !== 'Add' || others.length > 0 || network.isOutput(output)) continue;
    const channels = network.initialisers.get(conv.inputs[1] ?? '')?.dims[0];
    if (channels === undefined) continue;
    const added = perChannel(network.initialisers.get(next.inputs.find((input) => input !== output) ?? ''), channels);
    if (!added) continue;
    const own = network.initialisers.get(conv.inputs[2] ?? '');
    if (conv.inputs[2] && !own) continue;
    const before = own && floatsOf(own);
    const data = added.map((value, channel) => value + (before?.[channel] ?? 0));
    const bias = network.constant({
      name: `${conv.name}.bias`,
      type: 'float32',
      dims: [channels],
      data: bytesOf(data),
    });
    merged.set(conv, { ...conv, inputs: [conv.inputs[0]!, conv.inputs[1]!, bias], outputs: next.outputs });
    gone.add(next);
  }
  network.nodes = network.nodes.filter((node) => !gone.has(node)).map((node) => merged.get(node) ?? node);
}

/** The first operator set where a scale may be given for each channel. */
const LEAST_OPSET = 13;
/** Attributes that became inputs, in the order of those, by operator. */
const becameInputs: Readonly<Record<string, readonly string[]>> = {
  Clip: ['min', 'max'],
  Slice: ['starts', 'ends', 'axes', 'steps'],
  Squeeze: ['axes'],
  Unsqueeze: ['axes'],
  ReduceSum: ['axes'],
  Split: ['split'],
};
/** Operators that flattened what lies around their axis before operator set 13. */
const flattening = ['Softmax', 'LogSoftmax', 'Hardmax'];
/** Operators that meant something else, or took other inputs, before operator set 11. */
const changedAt11 = ['Resize', 'Upsample', 'Pad', 'TopK', 'OneHot', 'Loop', 'Scan', 'CumSum', 'DepthToSpace'];

/** @returns the name of a constant that holds what the attribute did */
function asConstant(network: Network, name: string, attribute: Attribute): string {
  if ('f' in attribute)
    return network.constant({ name, type: 'float32', dims: [], data: bytesOf(Float32Array.of(attribute.f)) });
  if (!('ints' in attribute))
    throw new RangeError(`The attribute ${name} is neither a number nor a list of whole numbers.`);
  const data = bytesOf(BigInt64Array.from(attribute.ints, BigInt));
  return network.constant({ name, type: 'int64', dims: [attribute.ints.length], data });
}

/** What a flattening operator did: rows before its axis, columns from it on, and the shape as it was. */
function unflattened(network: Network, { op, name, inputs, outputs, attributes = {} }: Node): Node[] {
  const [rows, sums, shape] = ['rows', 'sums', 'shape'].map((part) => network.fresh(`${name}.${part}`)) as [
    string,
    string,
    string,
  ];
  return [
    { op: 'Flatten', name: rows, inputs, outputs: [rows], attributes: { axis: attributes.axis ?? { i: 1 } } },
    { op, name, inputs: [rows], outputs: [sums], attributes: { axis: { i: -1 } } },
    { op: 'Shape', name: shape, inputs, outputs: [shape] },
    { op: 'Reshape', name: network.fresh(`${name}.again`), inputs: [sums, shape], outputs },
  ];
}

/**
 * Brings a network to operator set 13, as far as operators changed on the way.
 * @throws RangeError where a change of meaning isn't followed here
 */
export function upgrade(network: Network): void {
  const from = network.opsets[''] ?? 1;
  if (from >= LEAST_OPSET) return;
  const changed = network.nodes.find(({ op, domain }) => !domain && from < 11 && changedAt11.includes(op));
  if (from < 7 || changed) {
    const what = changed ? `${changed.op} meant something else then` : 'it is too old';
    throw new RangeError(`The model is of operator set ${from} and can't be brought to ${LEAST_OPSET}: ${what}.`);
  }
  network.opsets[''] = LEAST_OPSET;
  network.nodes = network.nodes.flatMap((node) => {
    const { op, name, domain, inputs, attributes = {} } = node;
    if (domain) return [node];
    if (flattening.includes(op)) return unflattened(network, node);
    const names = becameInputs[op]?.filter((key) => attributes[key]) ?? [];
    const last = becameInputs[op]?.findLastIndex((key) => attributes[key]) ?? -1;
    if (names.length === 0) return [node];
    const added = becameInputs[op]!.slice(0, last + 1).map((key) => {
      const attribute = attributes[key];
      return attribute ? asConstant(network, `${name}.${key}`, attribute) : '';
    });
    const rest = Object.fromEntries(Object.entries(attributes).filter(([key]) => !names.includes(key)));
    return [{ ...node, inputs: [inputs[0]!, ...added], attributes: rest }];
  });
}
