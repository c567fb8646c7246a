import type { Initialiser, Node } from '../../src/onnx/graph';
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

/** Operators whose axes became an input at operator set 13, by the input's place. */
const axesAt: Readonly<Record<string, number>> = { Squeeze: 1, Unsqueeze: 1, ReduceSum: 1, Split: 1 };
/** Operators that flattened what lies around their axis before operator set 13. */
const flattening = ['Softmax', 'LogSoftmax', 'Hardmax'];
/** The first operator set where a scale may be given for each channel. */
export const LEAST_OPSET = 13;

/**
 * Brings a network to operator set 13, as far as operators changed on the way.
 * @param ranks of values, where they are known
 * @throws RangeError where a change of meaning can't be followed
 */
export function upgrade(network: Network, ranks: ReadonlyMap<string, number> = new Map()): void {
  const from = network.opsets[''] ?? 1;
  if (from >= LEAST_OPSET) return;
  if (from < 11) throw new RangeError(`The model is of operator set ${from}; from 11 on it can be quantised.`);
  network.opsets[''] = LEAST_OPSET;
  network.nodes = network.nodes.map((node) => {
    const { op, name, domain, inputs, attributes = {} } = node;
    if (domain) return node;
    if (flattening.includes(op)) {
      const axis = attributes.axis && 'i' in attributes.axis ? attributes.axis.i : 1;
      const rank = ranks.get(inputs[0] ?? '');
      if (axis !== -1 && axis !== (rank ?? 0) - 1) {
        throw new RangeError(`${op} ${name} works on several axes at once, which operator set 13 no longer has.`);
      }
      return { ...node, attributes: { ...attributes, axis: { i: -1 } } };
    }
    const key = op === 'Split' ? 'split' : 'axes';
    const { [key]: axes, ...rest } = attributes;
    if (axesAt[op] === undefined || !axes || !('ints' in axes)) return node;
    const data = bytesOf(BigInt64Array.from(axes.ints, BigInt));
    const input = network.constant({ name: `${name}.${key}`, type: 'int64', dims: [axes.ints.length], data });
    return { ...node, inputs: [inputs[0]!, input], attributes: rest };
  });
}
