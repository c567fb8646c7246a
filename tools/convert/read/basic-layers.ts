import { applyActivation, leakyRelu } from './activations';
import { float, int } from './builder';
import type { Layer, LayerContext, LayerTable } from './layer-context';

const same: Layer = (_, [x]) => x!;

/** Joins inputs two by two. */
const merge =
  (op: string): Layer =>
  (layer, inputs) =>
    inputs.reduce((sum, input) => layer.op(op, [sum, input]));

const average: Layer = (layer, inputs) =>
  layer.op('Mul', [merge('AddV2')(layer, inputs), layer.scalar(1 / inputs.length)]);

const concatenate: Layer = (layer, inputs) => {
  const axis = layer.builder.constant([layer.number('axis', -1)], [], 'int32');
  return layer.op('ConcatV2', [...inputs, axis], { N: int(inputs.length) });
};

/** Over the last axis, whatever the rank: the others count as a batch. */
const dense: Layer = (layer, [x]) => {
  const { name, shape } = layer.weight('kernel');
  const rows = layer.op('Reshape', [x!, layer.vector(-1, shape[0]!)]);
  const product = layer.op('MatMul', [rows, name]);
  const biased = layer.flag('use_bias', true) ? layer.op('BiasAdd', [product, layer.weight('bias').name]) : product;
  // All lengths of the input but the last, then the units.
  const shapeVector = layer.op('Shape', [x!]);
  const leading = layer.op('StridedSlice', [shapeVector, layer.vector(0), layer.vector(-1), layer.vector(1)]);
  const back = layer.op('Reshape', [biased, layer.joined(leading, layer.vector(shape[1]!))]);
  return applyActivation(layer, back, layer.config.activation);
};

const batchNormalization: Layer = (layer, [x]) => {
  const { name: mean, shape } = layer.weight('moving_mean');
  const [channels] = shape as [number];
  const filled = (value: number) => layer.builder.constant(new Array<number>(channels).fill(value), [channels]);
  const scale = layer.flag('scale', true) ? layer.weight('gamma').name : filled(1);
  const offset = layer.flag('center', true) ? layer.weight('beta').name : filled(0);
  const [axis] = layer.numbers('axis', 1, -1) as [number];
  if (axis !== -1 && axis < 1) layer.refuse(`its axis is ${axis}`);
  return layer.op('FusedBatchNormV3', [x!, scale, offset, mean, layer.weight('moving_variance').name], {
    epsilon: float(layer.number('epsilon', 0.001)),
  });
};

const layerNormalization: Layer = (layer, [x]) => {
  const [axis] = layer.numbers('axis', 1, -1) as [number];
  const axes = layer.vector(axis);
  const mean = layer.op('Mean', [x!, axes], { keep_dims: { b: true } });
  const variance = layer.op('Mean', [layer.op('SquaredDifference', [x!, mean]), axes], { keep_dims: { b: true } });
  const epsilon = layer.scalar(layer.number('epsilon', 0.001));
  const deviation = layer.op('Rsqrt', [layer.op('AddV2', [variance, epsilon])]);
  const normal = layer.op('Mul', [layer.op('Sub', [x!, mean]), deviation]);
  const scaled = layer.flag('scale', true) ? layer.op('Mul', [normal, layer.weight('gamma').name]) : normal;
  return layer.flag('center', true) ? layer.op('AddV2', [scaled, layer.weight('beta').name]) : scaled;
};

const relu: Layer = (layer, [x]) => {
  if (layer.number('threshold', 0) !== 0) layer.refuse('it has a threshold');
  const slope = layer.number('negative_slope', 0);
  const bent = slope ? leakyRelu(layer, x!, slope) : layer.op('Relu', [x!]);
  const limit = layer.config.max_value;
  return typeof limit === 'number' ? layer.op('Minimum', [bent, layer.scalar(limit)]) : bent;
};

const elu: Layer = (layer, [x]) => {
  if (layer.number('alpha', 1) !== 1) layer.refuse('its alpha is not 1');
  return layer.op('Elu', [x!]);
};

const thresholdedRelu: Layer = (layer, [x]) => {
  const above = layer.op('Greater', [x!, layer.scalar(layer.number('theta', 1))]);
  return layer.op('SelectV2', [above, x!, layer.scalar(0)]);
};

const softmax: Layer = (layer, [x]) => {
  if (layer.number('axis', -1) !== -1) layer.refuse('its axis is not the last');
  return layer.op('Softmax', [x!]);
};

function reshapeBehindBatch(layer: LayerContext, x: string, lengths: readonly number[]): string {
  return layer.op('Reshape', [x, layer.joined(layer.lengths(x, 0, 1), layer.vector(...lengths))]);
}

const reshape: Layer = (layer, [x]) => {
  const shape = layer.config.target_shape;
  if (!Array.isArray(shape)) return layer.refuse('it has no target_shape');
  return reshapeBehindBatch(
    layer,
    x!,
    shape.map((length) => Number(length ?? -1)),
  );
};

const permute: Layer = (layer, [x]) => {
  const dims = layer.config.dims;
  if (!Array.isArray(dims)) return layer.refuse('it has no dims');
  return layer.op('Transpose', [x!, layer.vector(0, ...dims.map(Number))]);
};

const repeatVector: Layer = (layer, [x]) => {
  const column = layer.op('ExpandDims', [x!, layer.builder.constant([1], [], 'int32')]);
  return layer.op('Tile', [column, layer.vector(1, layer.number('n', 1), 1)]);
};

const rescaling: Layer = (layer, [x]) => {
  const scaled = layer.op('Mul', [x!, layer.scalar(layer.number('scale', 1))]);
  return layer.op('AddV2', [scaled, layer.scalar(layer.number('offset', 0))]);
};

const embedding: Layer = (layer, [x]) => {
  const axis = layer.builder.constant([0], [], 'int32');
  const indices = layer.op('Cast', [x!], { SrcT: { type: 'DT_FLOAT' }, DstT: { type: 'DT_INT32' } });
  return layer.op('GatherV2', [layer.weight('embeddings').name, indices, axis]);
};

export const basicLayers: LayerTable = {
  Activation: (layer, [x]) => applyActivation(layer, x!, layer.config.activation),
  ActivityRegularization: same,
  Add: merge('AddV2'),
  AlphaDropout: same,
  Average: average,
  BatchNormalization: batchNormalization,
  Concatenate: concatenate,
  Dense: dense,
  Dropout: same,
  ELU: elu,
  Embedding: embedding,
  Flatten: (layer, [x]) => reshapeBehindBatch(layer, x!, [-1]),
  GaussianDropout: same,
  GaussianNoise: same,
  LayerNormalization: layerNormalization,
  LeakyReLU: (layer, [x]) => leakyRelu(layer, x!, layer.number('alpha', 0.3)),
  Maximum: merge('Maximum'),
  Minimum: merge('Minimum'),
  Multiply: merge('Mul'),
  PReLU: (layer, [x]) => layer.op('Prelu', [x!, layer.weight('alpha').name]),
  Permute: permute,
  ReLU: relu,
  RepeatVector: repeatVector,
  Rescaling: rescaling,
  Reshape: reshape,
  Softmax: softmax,
  SpatialDropout1D: same,
  SpatialDropout2D: same,
  Subtract: merge('Sub'),
  ThresholdedReLU: thresholdedRelu,
};
