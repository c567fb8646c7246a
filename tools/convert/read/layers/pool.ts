import { ints } from '../builder';
import type { Layer, LayerContext, LayerTable } from './context';
import { channelsLast, padding, paddingText, windowed } from './spatial';

function window(layer: LayerContext, axes: number) {
  const size = layer.attributes.counts('pool_size', axes, 2);
  const given = layer.attributes.value('strides', null);
  return { size, strides: given === null ? size : layer.attributes.counts('strides', axes, 1), kind: padding(layer) };
}

const pool2d =
  (op: string): Layer =>
  (layer, input) => {
    layer.ranked(input, 4);
    return channelsLast(layer, input, (x) => {
      const { size, strides, kind } = window(layer, 2);
      const spatial = windowed(layer, x.shape.slice(1, 3), size, strides, [1, 1], kind);
      const name = layer.op(op, [x.name], {
        ksize: ints(1, ...size, 1),
        strides: ints(1, ...strides, 1),
        padding: paddingText(kind),
      });
      return { name, shape: [x.shape[0]!, ...spatial, x.shape[3]!] };
    });
  };

const pool1d =
  (op: string): Layer =>
  (layer, input) => {
    layer.ranked(input, 3);
    return channelsLast(layer, input, (x) => {
      const { size, strides, kind } = window(layer, 1);
      const steps = windowed(layer, x.shape.slice(1, 2), size, strides, [1], kind);
      // A second spatial axis of length 1 makes [batch, steps, channels] a picture.
      const pooled = layer.op(op, [layer.op('ExpandDims', [x.name, layer.integer(1)])], {
        ksize: ints(1, 1, ...size, 1),
        strides: ints(1, 1, ...strides, 1),
        padding: paddingText(kind),
      });
      const name = layer.op('Squeeze', [pooled], { squeeze_dims: ints(1) });
      return { name, shape: [x.shape[0]!, ...steps, x.shape[2]!] };
    });
  };

const globalPool =
  (op: string, rank: number): Layer =>
  (layer, input) => {
    layer.ranked(input, rank);
    return channelsLast(layer, input, (x) => {
      const keep = layer.attributes.flag('keepdims', false);
      const axes = Array.from({ length: rank - 2 }, (_, i) => i + 1);
      const name = layer.op(op, [x.name, layer.vector(...axes)], { keep_dims: { b: keep } });
      return { name, shape: [x.shape[0]!, ...(keep ? axes.map(() => 1) : []), x.shape.at(-1)!] };
    });
  };

export const poolLayers: LayerTable = {
  AveragePooling1D: pool1d('AvgPool'),
  AveragePooling2D: pool2d('AvgPool'),
  GlobalAveragePooling1D: globalPool('Mean', 3),
  GlobalAveragePooling2D: globalPool('Mean', 4),
  GlobalMaxPooling1D: globalPool('Max', 3),
  GlobalMaxPooling2D: globalPool('Max', 4),
  MaxPooling1D: pool1d('MaxPool'),
  MaxPooling2D: pool2d('MaxPool'),
};
