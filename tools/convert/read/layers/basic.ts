import { UNKNOWN } from '../../ir';
import { shown } from './attributes';
import { activate } from './activation';
import { described, product, type Layer, type LayerContext, type LayerTable, type LayerTensor } from './context';

/** Layers that do something in training only. */
const idle =
  (...attributes: readonly string[]): Layer =>
  (layer, x) => {
    layer.attributes.training(...attributes);
    return x;
  };

/** Over the last axis, whatever the rank: the others count as a batch. */
const dense: Layer = (layer, x) => {
  const { attributes } = layer;
  if (x.shape.length < 2) layer.refuse(`its input is ${described(x.shape)}, without an axis behind the batch`);
  const units = layer.config.units === undefined ? UNKNOWN : attributes.count('units', UNKNOWN);
  const { name, shape } = layer.weight('kernel', [x.shape.at(-1)!, units], 0);
  const rows = layer.op('Reshape', [x.name, layer.vector(-1, shape[0]!)]);
  const product = layer.op('MatMul', [rows, name]);
  const biased = attributes.flag('use_bias', true)
    ? layer.op('BiasAdd', [product, layer.weight('bias', [shape[1]!], 1).name])
    : product;
  // All lengths of the input but the last, then the units.
  const shapeVector = layer.op('Shape', [x.name]);
  const leading = layer.op('StridedSlice', [shapeVector, layer.vector(0), layer.vector(-1), layer.vector(1)]);
  const back = layer.op('Reshape', [biased, layer.joined(leading, layer.vector(shape[1]!))]);
  return activate(layer, { name: back, shape: [...x.shape.slice(0, -1), shape[1]!] });
};

function reshapeBehindBatch(layer: LayerContext, x: LayerTensor, lengths: readonly number[]): LayerTensor {
  const name = layer.op('Reshape', [x.name, layer.joined(layer.lengths(x.name, 0, 1), layer.vector(...lengths))]);
  return { name, shape: [x.shape[0]!, ...lengths] };
}

/** Channels last in the result, whichever way they lie in the input. */
const flatten: Layer = (layer, x) => {
  const format = layer.attributes.choice('data_format', 'channels_last', ['channels_last', 'channels_first']);
  const rank = x.shape.length;
  const spatial = [...x.shape.keys()].slice(2);
  const ordered = format === 'channels_first' && rank > 2 ? layer.transpose(x, [0, ...spatial, 1]) : x;
  const { name } = reshapeBehindBatch(layer, ordered, [-1]);
  return { name, shape: [x.shape[0]!, product(x.shape.slice(1))] };
};

const reshape: Layer = (layer, x) => {
  const given = layer.attributes.value('target_shape', undefined);
  if (!Array.isArray(given)) return layer.attributes.wrong('target_shape', given);
  const lengths = given.map((length: unknown) => length ?? UNKNOWN) as number[];
  const proper = (length: number) => Number.isSafeInteger(length) && (length === UNKNOWN || length > 0);
  if (!lengths.every(proper) || lengths.filter((length) => length === -1).length > 1) {
    layer.attributes.wrong('target_shape', given);
  }
  const size = product(x.shape.slice(1));
  const known = product(lengths.filter((length) => length !== -1));
  const open = lengths.includes(-1);
  if (size !== UNKNOWN && (open ? size % known !== 0 : size !== known)) {
    layer.refuse(`its target_shape is ${shown(given)}, where its input is ${described(x.shape)}`);
  }
  const { name } = reshapeBehindBatch(layer, x, lengths);
  const rest = size === UNKNOWN ? UNKNOWN : size / known;
  return { name, shape: [x.shape[0]!, ...lengths.map((length) => (length === -1 ? rest : length))] };
};

const permute: Layer = (layer, x) => {
  const dims = layer.attributes.integers('dims', []);
  const sorted = [...dims].sort((a, b) => a - b);
  if (dims.length !== x.shape.length - 1 || sorted.some((axis, index) => axis !== index + 1)) {
    layer.refuse(`its dims is ${shown(dims)}, where its input is ${described(x.shape)}`);
  }
  return layer.transpose(x, [0, ...dims]);
};

const repeatVector: Layer = (layer, x) => {
  layer.ranked(x, 2);
  const n = layer.config.n === undefined ? layer.attributes.wrong('n', undefined) : layer.attributes.count('n', 0);
  const column = layer.op('ExpandDims', [x.name, layer.integer(1)]);
  return { name: layer.op('Tile', [column, layer.vector(1, n, 1)]), shape: [x.shape[0]!, n, x.shape[1]!] };
};

/** A row of the table for every number. */
const embedding: Layer = (layer, x) => {
  const { attributes } = layer;
  attributes.training('input_length', 'sparse');
  attributes.only('mask_zero', false);
  const size = (key: string) => (layer.config[key] === undefined ? UNKNOWN : attributes.count(key, UNKNOWN));
  const { name, shape } = layer.weight('embeddings', [size('input_dim'), size('output_dim')], 0);
  const axis = layer.integer(0);
  const indices = layer.op('Cast', [x.name], { SrcT: { type: 'DT_FLOAT' }, DstT: { type: 'DT_INT32' } });
  layer.scope.tables.set(x.name, Math.min(shape[0]!, layer.scope.tables.get(x.name) ?? Infinity));
  return { name: layer.op('GatherV2', [name, indices, axis]), shape: [...x.shape, shape[1]!] };
};

export const basicLayers: LayerTable = {
  ActivityRegularization: idle('l1', 'l2'),
  AlphaDropout: idle('rate', 'noise_shape', 'seed'),
  Dense: dense,
  Dropout: idle('rate', 'noise_shape', 'seed'),
  Embedding: embedding,
  Flatten: flatten,
  GaussianDropout: idle('rate', 'seed'),
  GaussianNoise: idle('stddev', 'seed'),
  Permute: permute,
  RepeatVector: repeatVector,
  Reshape: reshape,
  SpatialDropout1D: idle('rate', 'noise_shape', 'seed'),
  SpatialDropout2D: idle('rate', 'noise_shape', 'seed', 'data_format'),
};
