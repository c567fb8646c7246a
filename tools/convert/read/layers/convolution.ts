import { UNKNOWN } from '../../ir';
import { ints, text } from '../builder';
import { activate } from './activation';
import type { Layer, LayerContext, LayerTable, LayerTensor } from './context';
import { channelsLast, padding, paddingText, windowed } from './spatial';

/** The window's attributes; its size is checked with the kernel, which has it. */
function sliding(layer: LayerContext, axes: number) {
  const { attributes } = layer;
  attributes.only('groups', 1);
  const sizes = layer.config.kernel_size === undefined ? undefined : attributes.counts('kernel_size', axes, 1);
  return {
    sizes: sizes ?? new Array<number>(axes).fill(UNKNOWN),
    strides: attributes.counts('strides', axes, 1),
    dilations: attributes.counts('dilation_rate', axes, 1),
    padding: padding(layer),
  };
}

function filters(layer: LayerContext): number {
  return layer.config.filters === undefined ? UNKNOWN : layer.attributes.count('filters', UNKNOWN);
}

function biased(layer: LayerContext, x: LayerTensor, index = 1): LayerTensor {
  if (!layer.attributes.flag('use_bias', true)) return x;
  return layer.same(x, 'BiasAdd', [layer.weight('bias', [x.shape.at(-1)!], index).name]);
}

function attributesOf({ strides, dilations, padding: kind }: ReturnType<typeof sliding>) {
  return { strides: ints(1, ...strides, 1), dilations: ints(1, ...dilations, 1), padding: paddingText(kind) };
}

/** A convolution that leaves the channels `made`. */
function convolved(
  layer: LayerContext,
  x: LayerTensor,
  op: string,
  kernel: ReturnType<LayerContext['weight']>,
  window: ReturnType<typeof sliding>,
  made: number,
): LayerTensor {
  const { strides, dilations, padding: kind } = window;
  const size = kernel.shape.slice(0, 2);
  const spatial = windowed(layer, x.shape.slice(1, 3), size, strides, dilations, kind);
  const name = layer.op(op, [x.name, kernel.name], attributesOf(window));
  return { name, shape: [x.shape[0]!, ...spatial, made] };
}

const conv2d: Layer = (layer, input) => {
  layer.ranked(input, 4);
  const made = channelsLast(layer, input, (x) => {
    const window = sliding(layer, 2);
    const kernel = layer.weight('kernel', [...window.sizes, x.shape[3]!, filters(layer)], 0);
    return biased(layer, convolved(layer, x, 'Conv2D', kernel, window, kernel.shape[3]!));
  });
  return activate(layer, made);
};

/** A filter of its own for each channel, or several. */
function depthwise(layer: LayerContext, x: LayerTensor): LayerTensor {
  const window = sliding(layer, 2);
  const given = layer.config.depth_multiplier;
  const multiplier = given === undefined ? UNKNOWN : layer.attributes.count('depth_multiplier', 1);
  const kernel = layer.weight('depthwise_kernel', [...window.sizes, x.shape[3]!, multiplier], 0);
  const made = kernel.shape[2]! * kernel.shape[3]!;
  return convolved(layer, x, 'DepthwiseConv2dNative', kernel, window, made);
}

const depthwiseConv2d: Layer = (layer, input) => {
  layer.ranked(input, 4);
  return activate(
    layer,
    channelsLast(layer, input, (x) => biased(layer, depthwise(layer, x))),
  );
};

const separableConv2d: Layer = (layer, input) => {
  layer.ranked(input, 4);
  const made = channelsLast(layer, input, (x) => {
    const deep = depthwise(layer, x);
    const pointwise = layer.weight('pointwise_kernel', [1, 1, deep.shape[3]!, filters(layer)], 1);
    const every = { strides: ints(1, 1, 1, 1), dilations: ints(1, 1, 1, 1), padding: text('VALID') };
    const name = layer.op('Conv2D', [deep.name, pointwise.name], every);
    return biased(layer, { name, shape: [...deep.shape.slice(0, 3), pointwise.shape[3]!] }, 2);
  });
  return activate(layer, made);
};

/** Output lengths: in × stride for SAME, and what the kernel overhangs besides for VALID. */
const conv2dTranspose: Layer = (layer, input) => {
  layer.ranked(input, 4);
  const made = channelsLast(layer, input, (x) => {
    layer.attributes.only('output_padding', null);
    const window = sliding(layer, 2);
    if (window.dilations.some((dilation) => dilation !== 1)) {
      layer.attributes.wrong('dilation_rate', layer.config.dilation_rate);
    }
    const { strides } = window;
    const { name, shape } = layer.weight('kernel', [...window.sizes, filters(layer), x.shape[3]!], 0);
    const overhang = strides.map((stride, i) => (window.padding === 'same' ? 0 : Math.max(shape[i]! - stride, 0)));
    const scaled = layer.op('Mul', [layer.lengths(x.name, 1, 3), layer.vector(...strides)]);
    const lengths = layer.op('AddV2', [scaled, layer.vector(...overhang)]);
    const whole = layer.joined(layer.lengths(x.name, 0, 1), lengths, layer.vector(shape[2]!));
    const spread = x.shape.slice(1, 3).map((length, i) => {
      return length === UNKNOWN ? UNKNOWN : length * strides[i]! + overhang[i]!;
    });
    const spreadOut = layer.op('Conv2DBackpropInput', [whole, name, x.name], attributesOf(window));
    return biased(layer, { name: spreadOut, shape: [x.shape[0]!, ...spread, shape[2]!] });
  });
  return activate(layer, made);
};

const conv1d: Layer = (layer, input) => {
  layer.ranked(input, 3);
  const made = channelsLast(layer, input, (x) => {
    const window = sliding(layer, 1);
    const kernel = layer.weight('kernel', [...window.sizes, x.shape[2]!, filters(layer)], 0);
    // A second spatial axis of length 1 makes [batch, steps, channels] a picture.
    const picture = layer.op('ExpandDims', [x.name, layer.integer(1)]);
    const flat = layer.op('ExpandDims', [kernel.name, layer.integer(0)]);
    const { strides, dilations, padding: kind } = window;
    const steps = windowed(layer, x.shape.slice(1, 2), kernel.shape.slice(0, 1), strides, dilations, kind);
    const name = layer.op('Conv2D', [picture, flat], {
      strides: ints(1, 1, ...strides, 1),
      dilations: ints(1, 1, ...dilations, 1),
      padding: paddingText(kind),
    });
    const squeezed = layer.op('Squeeze', [name], { squeeze_dims: ints(1) });
    return biased(layer, { name: squeezed, shape: [x.shape[0]!, ...steps, kernel.shape[2]!] });
  });
  return activate(layer, made);
};

/** TensorFlow.js' layers resize without half-pixel centres, unlike Keras. */
const upSampling2d: Layer = (layer, input) => {
  layer.ranked(input, 4);
  return channelsLast(layer, input, (x) => {
    const interpolation = layer.attributes.choice('interpolation', 'nearest', ['nearest', 'bilinear']);
    const op = interpolation === 'nearest' ? 'ResizeNearestNeighbor' : 'ResizeBilinear';
    const sizes = layer.attributes.counts('size', 2, 2);
    if (interpolation === 'bilinear') {
      layer.scope.notes.add(
        `Layer ${layer.name} enlarges as TensorFlow.js does, from the corners of pixels, where Keras starts from their centres.`,
      );
    }
    const size = layer.op('Mul', [layer.lengths(x.name, 1, 3), layer.vector(...sizes)]);
    const [batch, ...rest] = x.shape as [number, number, number, number];
    const grown = rest.slice(0, 2).map((length, i) => (length === UNKNOWN ? UNKNOWN : length * sizes[i]!));
    return { name: layer.op(op, [x.name, size]), shape: [batch, ...grown, rest[2]!] };
  });
};

type Edges = [[number, number], [number, number]];

/** [[top, bottom], [left, right]] from one number, one for each axis, or all four. */
function edges(layer: LayerContext, key: string, fallback: number | readonly number[][]): Edges {
  const value = layer.attributes.value(key, fallback);
  const isEdge = (side: unknown): side is number => Number.isSafeInteger(side) && Number(side) >= 0;
  const pair = (side: unknown): number[] =>
    Array.isArray(side) && side.length === 2 ? (side as number[]) : [side as number, side as number];
  const sides: unknown[] = Array.isArray(value) && value.length === 2 ? value : [value, value];
  const all = sides.map(pair);
  return all.flat().every(isEdge) ? (all as Edges) : layer.attributes.wrong(key, value);
}

const zeroPadding2d: Layer = (layer, input) => {
  layer.ranked(input, 4);
  return channelsLast(layer, input, (x) => {
    const sides = edges(layer, 'padding', 1);
    const pads = [0, 0, ...sides.flat(), 0, 0];
    const grown = x.shape
      .slice(1, 3)
      .map((length, i) => (length === UNKNOWN ? UNKNOWN : length + sizeOfEdges(sides[i]!)));
    const name = layer.op('Pad', [x.name, layer.builder.constant(pads, [4, 2], 'int32')]);
    return { name, shape: [x.shape[0]!, ...grown, x.shape[3]!] };
  });
};

const sizeOfEdges = ([before, after]: readonly [number, number]) => before + after;

const cropping2d: Layer = (layer, input) => {
  layer.ranked(input, 4);
  return channelsLast(layer, input, (x) => {
    const sides = edges(layer, 'cropping', [
      [0, 0],
      [0, 0],
    ]);
    const [[top, bottom], [left, right]] = sides;
    // Entries of end that cut nothing are masked.
    const endMask = 1 + (bottom === 0 ? 2 : 0) + (right === 0 ? 4 : 0);
    const bounds = [layer.vector(0, top, left), layer.vector(0, -bottom, -right), layer.vector(1, 1, 1)];
    const name = layer.op('StridedSlice', [x.name, ...bounds], { begin_mask: { i: 1 }, end_mask: { i: endMask } });
    const kept = x.shape
      .slice(1, 3)
      .map((length, i) => (length === UNKNOWN ? UNKNOWN : length - sizeOfEdges(sides[i]!)));
    return { name, shape: [x.shape[0]!, ...kept, x.shape[3]!] };
  });
};

export const convolutionLayers: LayerTable = {
  Conv1D: conv1d,
  Conv2D: conv2d,
  Conv2DTranspose: conv2dTranspose,
  Cropping2D: cropping2d,
  DepthwiseConv2D: depthwiseConv2d,
  SeparableConv2D: separableConv2d,
  UpSampling2D: upSampling2d,
  ZeroPadding2D: zeroPadding2d,
};
