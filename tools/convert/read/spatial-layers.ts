import { excerpt } from '../errors';
import { applyActivation } from './activations';
import { ints, text, type GraphBuilder } from './builder';
import type { Layer, LayerContext, LayerTable } from './layer-context';

function refuseChannelsFirst(layer: LayerContext): void {
  if (layer.string('data_format', 'channels_last') !== 'channels_last')
    layer.refuse('its data_format is channels_first');
}

function padding(layer: LayerContext): ReturnType<typeof text> {
  const kind = layer.string('padding', 'valid');
  if (kind !== 'valid' && kind !== 'same') layer.refuse(`its padding is ${excerpt(kind)}`);
  return text(kind.toUpperCase());
}

function window(layer: LayerContext): Parameters<GraphBuilder['op']>[2] {
  refuseChannelsFirst(layer);
  return {
    strides: ints(1, ...layer.numbers('strides', 2), 1),
    dilations: ints(1, ...layer.numbers('dilation_rate', 2), 1),
    padding: padding(layer),
  };
}

function finish(layer: LayerContext, x: string): string {
  const biased = layer.flag('use_bias', true) ? layer.op('BiasAdd', [x, layer.weight('bias').name]) : x;
  return applyActivation(layer, biased, layer.config.activation);
}

const conv2d: Layer = (layer, [x]) => {
  if (layer.number('groups', 1) !== 1) layer.refuse('it is grouped');
  return finish(layer, layer.op('Conv2D', [x!, layer.weight('kernel').name], window(layer)));
};

const depthwiseConv2d: Layer = (layer, [x]) =>
  finish(layer, layer.op('DepthwiseConv2dNative', [x!, layer.weight('depthwise_kernel').name], window(layer)));

const separableConv2d: Layer = (layer, [x]) => {
  const deep = layer.op('DepthwiseConv2dNative', [x!, layer.weight('depthwise_kernel').name], window(layer));
  const pointwise = { strides: ints(1, 1, 1, 1), dilations: ints(1, 1, 1, 1), padding: text('VALID') };
  return finish(layer, layer.op('Conv2D', [deep, layer.weight('pointwise_kernel').name], pointwise));
};

/** Output lengths: in × stride for SAME, and what the kernel overhangs besides for VALID. */
const conv2dTranspose: Layer = (layer, [x]) => {
  refuseChannelsFirst(layer);
  const { name, shape } = layer.weight('kernel');
  const strides = layer.numbers('strides', 2);
  const overhang =
    layer.string('padding', 'valid') === 'same' ? [0, 0] : strides.map((s, i) => Math.max(shape[i]! - s, 0));
  const scaled = layer.op('Mul', [layer.lengths(x!, 1, 3), layer.vector(...strides)]);
  const spatial = layer.op('AddV2', [scaled, layer.vector(...overhang)]);
  const lengths = layer.joined(layer.lengths(x!, 0, 1), spatial, layer.vector(shape[2]!));
  return finish(layer, layer.op('Conv2DBackpropInput', [lengths, name, x!], window(layer)));
};

/** A second spatial axis of length 1 makes [batch, steps, channels] a picture. */
function asPicture(layer: LayerContext, x: string): string {
  return layer.op('ExpandDims', [x, layer.builder.constant([1], [], 'int32')]);
}

function fromPicture(layer: LayerContext, x: string): string {
  return layer.op('Squeeze', [x], { squeeze_dims: ints(1) });
}

const conv1d: Layer = (layer, [x]) => {
  refuseChannelsFirst(layer);
  const { name } = layer.weight('kernel');
  const [stride] = layer.numbers('strides', 1) as [number];
  const [dilation] = layer.numbers('dilation_rate', 1) as [number];
  const kernel = layer.op('ExpandDims', [name, layer.builder.constant([0], [], 'int32')]);
  const convolved = layer.op('Conv2D', [asPicture(layer, x!), kernel], {
    strides: ints(1, 1, stride, 1),
    dilations: ints(1, 1, dilation, 1),
    padding: padding(layer),
  });
  return finish(layer, fromPicture(layer, convolved));
};

const pool2d =
  (op: string): Layer =>
  (layer, [x]) => {
    refuseChannelsFirst(layer);
    const size = layer.numbers('pool_size', 2, 2);
    const strides = layer.config.strides ? layer.numbers('strides', 2) : size;
    return layer.op(op, [x!], { ksize: ints(1, ...size, 1), strides: ints(1, ...strides, 1), padding: padding(layer) });
  };

const pool1d =
  (op: string): Layer =>
  (layer, [x]) => {
    refuseChannelsFirst(layer);
    const [size] = layer.numbers('pool_size', 1, 2) as [number];
    const [stride] = (layer.config.strides ? layer.numbers('strides', 1) : [size]) as [number];
    const attributes = { ksize: ints(1, 1, size, 1), strides: ints(1, 1, stride, 1), padding: padding(layer) };
    return fromPicture(layer, layer.op(op, [asPicture(layer, x!)], attributes));
  };

const globalPool =
  (op: string, ...axes: number[]): Layer =>
  (layer, [x]) => {
    refuseChannelsFirst(layer);
    return layer.op(op, [x!, layer.vector(...axes)], { keep_dims: { b: layer.flag('keepdims', false) } });
  };

/** TensorFlow.js' layers resize without half-pixel centres, unlike Keras. */
const upSampling2d: Layer = (layer, [x]) => {
  refuseChannelsFirst(layer);
  const interpolation = layer.string('interpolation', 'nearest');
  const ops: Record<string, string> = { nearest: 'ResizeNearestNeighbor', bilinear: 'ResizeBilinear' };
  const op = ops[interpolation] ?? layer.refuse(`its interpolation is ${excerpt(interpolation)}`);
  const size = layer.op('Mul', [layer.lengths(x!, 1, 3), layer.vector(...layer.numbers('size', 2, 2))]);
  return layer.op(op, [x!, size]);
};

/** [[top, bottom], [left, right]] from one number, one for each axis, or all four. */
function edges(layer: LayerContext, key: string): [[number, number], [number, number]] {
  const value = layer.config[key] ?? 1;
  const pair = (side: unknown): [number, number] =>
    Array.isArray(side) ? [Number(side[0]), Number(side[1])] : [Number(side), Number(side)];
  const [rows, columns] = Array.isArray(value) ? value : [value, value];
  return [pair(rows), pair(columns)];
}

const zeroPadding2d: Layer = (layer, [x]) => {
  refuseChannelsFirst(layer);
  const pads = [0, 0, ...edges(layer, 'padding').flat(), 0, 0];
  return layer.op('Pad', [x!, layer.builder.constant(pads, [4, 2], 'int32')]);
};

const cropping2d: Layer = (layer, [x]) => {
  refuseChannelsFirst(layer);
  const [[top, bottom], [left, right]] = edges(layer, 'cropping');
  // Entries of end that cut nothing are masked.
  const endMask = 1 + (bottom === 0 ? 2 : 0) + (right === 0 ? 4 : 0);
  const bounds = [layer.vector(0, top, left), layer.vector(0, -bottom, -right), layer.vector(1, 1, 1)];
  return layer.op('StridedSlice', [x!, ...bounds], { begin_mask: { i: 1 }, end_mask: { i: endMask } });
};

export const spatialLayers: LayerTable = {
  AveragePooling1D: pool1d('AvgPool'),
  AveragePooling2D: pool2d('AvgPool'),
  Conv1D: conv1d,
  Conv2D: conv2d,
  Conv2DTranspose: conv2dTranspose,
  Cropping2D: cropping2d,
  DepthwiseConv2D: depthwiseConv2d,
  GlobalAveragePooling1D: globalPool('Mean', 1),
  GlobalAveragePooling2D: globalPool('Mean', 1, 2),
  GlobalMaxPooling1D: globalPool('Max', 1),
  GlobalMaxPooling2D: globalPool('Max', 1, 2),
  MaxPooling1D: pool1d('MaxPool'),
  MaxPooling2D: pool2d('MaxPool'),
  SeparableConv2D: separableConv2d,
  UpSampling2D: upSampling2d,
  ZeroPadding2D: zeroPadding2d,
};
