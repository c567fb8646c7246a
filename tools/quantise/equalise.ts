import type { Initialiser, Node } from '../../src/onnx/graph';
import type { Network } from './network';
import { bytesOf, floatsOf, sizeOf } from './values';

/** f(s·x) = s·f(x) for every positive s, channel by channel: what may stand between two convolutions that share their scales out. */
const HOMOGENEOUS = ['Relu', 'LeakyRelu', 'MaxPool'];

/** Two convolutions in a row, with nothing else that reads what lies between. */
interface Pair {
  readonly first: Node;
  readonly second: Node;
}

function pairsOf(network: Network): Pair[] {
  const readers = network.consumers();
  const captured = network.captured();
  const isConv = ({ op, domain, inputs }: Node) =>
    op === 'Conv' && !domain && inputs.slice(1).every((input) => network.initialisers.get(input)?.type === 'float32');
  return network.nodes.filter(isConv).flatMap((first) => {
    let [value = ''] = first.outputs;
    for (;;) {
      const [next, ...others] = readers.get(value) ?? [];
      if (!next || next.domain || others.length > 0 || network.isOutput(value) || captured.has(value)) return [];
      if (isConv(next)) return next.inputs[0] === value ? [{ first, second: next }] : [];
      if (!HOMOGENEOUS.includes(next.op)) return [];
      [value = ''] = next.outputs;
    }
  });
}

const groupsOf = ({ attributes = {} }: Node): number =>
  attributes.group && 'i' in attributes.group ? attributes.group.i : 1;

/** The channel that each weight multiplies, of a convolution's input. @param dims [out, in ÷ groups, …] */
function inputChannels(dims: readonly number[], groups: number): (at: number) => number {
  const [outs = 1, ins = 1] = dims;
  const inner = sizeOf(dims.slice(2));
  return (at) => {
    const out = Math.floor(at / (ins * inner));
    return Math.floor(out / (outs / groups)) * ins + (Math.floor(at / inner) % ins);
  };
}

const outputChannels = (dims: readonly number[]): ((at: number) => number) => {
  const inner = sizeOf(dims.slice(1));
  return (at) => Math.floor(at / inner);
};

function largest(values: Float32Array, channelOf: (at: number) => number, channels: number): Float64Array {
  const most = new Float64Array(channels);
  for (const [at, value] of values.entries()) most[channelOf(at)] = Math.max(most[channelOf(at)]!, Math.abs(value));
  return most;
}

/**
 * Makes the channels between two convolutions equally wide, without changing what the network computes: each channel of the first
 * is divided by what the second is multiplied by, so that one scale for all channels does them equal justice (cross-layer
 * equalisation, Nagel et al. 2019, "Data-free quantization through weight equalization and bias correction", equation 11).
 * @param widths of what the first puts out, by channel, where it was seen; its weights' otherwise
 */
export function equalise(network: Network): number {
  const pairs = pairsOf(network);
  const rewritten = new Map<Node, Node>();
  const now = (node: Node) => rewritten.get(node) ?? node;
  const replaced = (initialiser: Initialiser, values: Float32Array): string =>
    network.constant({ ...initialiser, name: `${initialiser.name}.equal`, data: bytesOf(values) });
  for (const pair of pairs) {
    const [first, second] = [now(pair.first), now(pair.second)];
    const [own, next] = [first, second].map(({ inputs }) => network.initialisers.get(inputs[1]!)!) as [
      Initialiser,
      Initialiser,
    ];
    const channels = own.dims[0] ?? 1;
    const [outOf, into] = [outputChannels(own.dims), inputChannels(next.dims, groupsOf(second))];
    const [before, behind] = [floatsOf(own)!, floatsOf(next)!];
    const [a, b] = [largest(before, outOf, channels), largest(behind, into, channels)];
    const factors = a.map((width, channel) => (width > 0 && b[channel]! > 0 ? Math.sqrt(width / b[channel]!) : 1));
    const bias = network.initialisers.get(first.inputs[2] ?? '');
    const inputs = [
      first.inputs[0]!,
      replaced(
        own,
        before.map((value, at) => value / factors[outOf(at)]!),
      ),
    ];
    if (bias)
      inputs.push(
        replaced(
          bias,
          floatsOf(bias)!.map((value, channel) => value / factors[channel]!),
        ),
      );
    rewritten.set(pair.first, { ...first, inputs });
    const weight = replaced(
      next,
      behind.map((value, at) => value * factors[into(at)]!),
    );
    rewritten.set(pair.second, { ...second, inputs: [second.inputs[0]!, weight, ...second.inputs.slice(2)] });
  }
  network.nodes = network.nodes.map(now);
  return pairs.length;
}
