import { UnsupportedError } from '../errors';
import { UNKNOWN, type GraphNode, type TensorKey } from '../ir';
import { arrange, channelsFirst, identity, type Layout } from '../layout';
import { activate, fusedOperators } from './activation';
import type { AttributeMap } from './emitter';
import type { Lower, Lowering, LowerTable } from './lowering';
import { padAttributes, spatialPads, withBorder, type Window } from './padding';

interface Geometry {
  /** Stored tensor that the window slides over: the one inside a border where that is padding too. */
  readonly input: () => string;
  readonly window: Window;
  /** Layout in which ONNX reads and writes: [N, C, …] seen from the source's order. */
  readonly layout: Layout;
  readonly channelsLast: boolean;
  readonly attributes: AttributeMap;
}

/** The spatial entries of a list with one entry an axis; ones where it is missing. */
function spatial(list: readonly number[], layout: Layout): number[] {
  if (!list.length) return layout.slice(2).map(() => 1);
  const [batch, channel, ...rest] = arrange(list, layout);
  if (batch !== 1 || channel !== 1) throw new UnsupportedError('its window moves over batch or channels');
  return rest;
}

/**
 * @param larger the tensor that the window slides over
 * @param fill what its padding counts as: 0 for sums, −∞ for maxima; a border of it around `larger` becomes padding
 */
function geometry(l: Lowering, node: GraphNode, larger: TensorKey, kernel: readonly number[], fill?: number): Geometry {
  const rank = kernel.length + 2;
  if (l.rank(larger) !== rank) throw new UnsupportedError(`its input has ${l.rank(larger)} axes, not ${rank}`);
  const channelsLast = !/^NC/.test(node.attributes.string('data_format', 'NHWC'));
  const layout = channelsLast ? channelsFirst(rank) : identity(rank);
  const window: Window = {
    input: arrange(l.shape(larger), layout).slice(2),
    kernel,
    strides: spatial(node.attributes.ints('strides'), layout),
    dilations: spatial(node.attributes.ints('dilations'), layout),
  };
  const pads = spatialPads(node, window, channelsLast);
  const border = l.bordered.get(larger);
  const sides = border && border.fill === fill ? arrange(border.pads, layout) : [];
  const absorbed =
    pads &&
    sides.length > 0 &&
    sides
      .slice(0, 2)
      .flat()
      .every((side) => side === 0);
  const attributes = {
    kernel_shape: { ints: kernel },
    strides: { ints: window.strides },
    ...padAttributes(absorbed ? withBorder(pads, sides.slice(2)) : pads, window),
  };
  const input = () =>
    absorbed ? l.useAs(border!.source, 'float32', arrange(border!.axes, layout)) : l.useAs(larger, 'float32', layout);
  return { input, window, layout, channelsLast, attributes };
}

/** The product, then a bias that ONNX' convolutions don't take, then the activation. */
function finish(l: Lowering, node: GraphNode, name: string, layout: Layout): void {
  const key: TensorKey = `${node.name}:0`;
  const fused = fusedOperators(node);
  const rank = layout.length;
  const late = fused.bias && !isVector(l, fused.bias, l.shape(key)[layout[1]!]!);
  const biased = late ? l.emitter.emit('Add', [name, l.useBroadcast(fused.bias!, rank, layout, 'float32')]) : name;
  l.define(key, activate(l, biased, node, fused, rank, layout), layout);
}

/** One value a channel: what ONNX' convolutions take as their bias. */
function isVector(l: Lowering, key: TensorKey, channels: number): boolean {
  return l.rank(key) === 1 && l.shape(key)[0] === channels;
}

function withBias(l: Lowering, node: GraphNode, inputs: string[], channels: number): string[] {
  const { bias } = fusedOperators(node);
  return bias && isVector(l, bias, channels) ? [...inputs, l.use(bias)] : inputs;
}

/** Filters are [...spatial, in, out] in TensorFlow.js and [out, in, ...spatial] in ONNX. */
const convolution: Lower = (l, node) => {
  const [x, filter] = node.inputs as [TensorKey, TensorKey];
  const rank = l.rank(filter);
  const filterShape = l.shape(filter);
  const { input, window, layout, attributes } = geometry(l, node, x, filterShape.slice(0, rank - 2), 0);
  const channels = arrange(l.shape(x), layout)[1]!;
  const filterLayout = [rank - 1, rank - 2, ...identity(rank - 2)];
  const inputs = withBias(l, node, [input(), l.use(filter, filterLayout)], filterShape[rank - 1]!);
  const group = channels / filterShape[rank - 2]!;
  const name = l.emitter.emit('Conv', inputs, {
    ...attributes,
    dilations: { ints: window.dilations },
    group: { i: group },
  });
  finish(l, node, name, layout);
};

/** Filters [height, width, in, multiplier] become [in × multiplier, 1, height, width], one group a channel. */
const depthwise: Lower = (l, node) => {
  const [x, filter] = node.inputs as [TensorKey, TensorKey];
  const [height, width, channels, multiplier] = l.shape(filter) as [number, number, number, number];
  const { input, window, layout, attributes } = geometry(l, node, x, [height, width], 0);
  const grouped = [channels * multiplier, 1, height, width];
  const weights = l.useReshaped(filter, [2, 3, 0, 1], grouped);
  const inputs = withBias(l, node, [input(), weights], channels * multiplier);
  const name = l.emitter.emit('Conv', inputs, {
    ...attributes,
    dilations: { ints: window.dilations },
    group: { i: channels },
  });
  finish(l, node, name, layout);
};

/** The gradient of a convolution by its input: filters [height, width, out, in] become [in, out, height, width]. */
const transposed: Lower = (l, node) => {
  const [, filter, x] = node.inputs as [TensorKey, TensorKey, TensorKey];
  const key: TensorKey = `${node.name}:0`;
  const [height, width] = l.shape(filter) as [number, number];
  if ([key, x].some((tensor) => l.shape(tensor).slice(1, 3).includes(UNKNOWN))) {
    throw new UnsupportedError('the size of its output depends on the input');
  }
  const { window, layout, channelsLast } = geometry(l, node, key, [height, width]);
  if (window.dilations.some((dilation) => dilation !== 1)) throw new UnsupportedError('it is dilated');
  const input = arrange(l.shape(x), layout).slice(2);
  const pads = spatialPads(node, window, channelsLast)!;
  const missing = window.input.map((length, axis) => {
    const [before, after] = pads[axis]!;
    return length - ((input[axis]! - 1) * window.strides[axis]! + window.kernel[axis]! - before - after);
  });
  const name = l.emitter.emit('ConvTranspose', [l.use(x, layout), l.use(filter, [3, 2, 0, 1])], {
    kernel_shape: { ints: window.kernel },
    strides: { ints: window.strides },
    ...padAttributes(pads, window),
    output_padding: { ints: missing },
  });
  l.define(key, name, layout);
};

/** TensorFlow.js pools the spatial axes only, and leaves pads out of averages. */
const pool =
  (op: 'MaxPool' | 'AveragePool'): Lower =>
  (l, node) => {
    const [x] = node.inputs as [TensorKey];
    const rank = l.rank(x);
    const list = node.attributes.ints('ksize');
    const kernel = spatial(list, channelsFirst(rank));
    // Averages leave their own padding out, but not a border of zeros.
    const fill = op === 'MaxPool' ? -Infinity : undefined;
    const { input, layout, attributes } = geometry(l, node, x, kernel, fill);
    l.define(`${node.name}:0`, l.emitter.emit(op, [input()], attributes), layout);
  };

export const convolutionOperators: LowerTable = {
  Conv2D: convolution,
  _FusedConv2D: convolution,
  Conv3D: convolution,
  DepthwiseConv2d: depthwise,
  DepthwiseConv2dNative: depthwise,
  FusedDepthwiseConv2dNative: depthwise,
  Conv2DBackpropInput: transposed,
  AvgPool: pool('AveragePool'),
  AvgPool3D: pool('AveragePool'),
  MaxPool: pool('MaxPool'),
  MaxPool3D: pool('MaxPool'),
};
