import { float } from '../builder';
import { shown, type LayerConfig } from './attributes';
import type { Layer, LayerContext, LayerTable, LayerTensor } from './context';

type Activation = (layer: LayerContext, x: LayerTensor) => LayerTensor;

const plain =
  (op: string): Activation =>
  (layer, x) =>
    layer.same(x, op);

/** x × Φ(x). */
const gelu: Activation = (layer, x) => {
  const erf = layer.op('Erf', [layer.op('Mul', [x.name, layer.scalar(Math.SQRT1_2)])]);
  const half = layer.op('Mul', [x.name, layer.scalar(0.5)]);
  return { ...x, name: layer.op('Mul', [half, layer.op('AddV2', [erf, layer.scalar(1)])]) };
};

/** max(0, min(1, slope x + 0.5)): the slope is 0.2 in Keras 2 and TensorFlow.js, 1/6 from Keras 3 on. */
const hardSigmoid: Activation = (layer, x) => {
  const slope = layer.scope.keras === 3 ? 1 / 6 : 0.2;
  const line = layer.op('AddV2', [layer.op('Mul', [x.name, layer.scalar(slope)]), layer.scalar(0.5)]);
  return { ...x, name: layer.op('ClipByValue', [line, layer.scalar(0), layer.scalar(1)]) };
};

const swish: Activation = (layer, x) => layer.same(x, 'Mul', [layer.op('Sigmoid', [x.name])]);

const activations: Readonly<Record<string, Activation>> = {
  elu: plain('Elu'),
  exponential: plain('Exp'),
  gelu,
  hard_sigmoid: hardSigmoid,
  leaky_relu: (layer, x) => leakyRelu(layer, x, 0.2),
  linear: (_, x) => x,
  log_softmax: plain('LogSoftmax'),
  mish: (layer, x) => layer.same(x, 'Mul', [layer.op('Tanh', [layer.op('Softplus', [x.name])])]),
  relu: plain('Relu'),
  relu6: plain('Relu6'),
  selu: plain('Selu'),
  sigmoid: plain('Sigmoid'),
  silu: swish,
  softmax: plain('Softmax'),
  softplus: plain('Softplus'),
  softsign: (layer, x) => layer.same(x, 'RealDiv', [layer.op('AddV2', [layer.op('Abs', [x.name]), layer.scalar(1)])]),
  swish,
  tanh: plain('Tanh'),
};

/** max(x, 0) − alpha × max(−x, 0). */
function leakyRelu(layer: LayerContext, x: LayerTensor, alpha: number): LayerTensor {
  return { ...x, name: layer.op('LeakyRelu', [x.name], { alpha: float(alpha) }) };
}

/** x above the threshold, slope × (x − threshold) below it, at most max_value. */
const relu: Layer = (layer, x) => {
  const { attributes } = layer;
  const slope = attributes.number(['negative_slope', 'alpha'], 0);
  const threshold = attributes.number('threshold', 0);
  const limit = attributes.value('max_value', null);
  if (limit !== null && (typeof limit !== 'number' || !(limit >= 0))) attributes.wrong('max_value', limit);
  let bent = threshold === 0 ? (slope ? leakyRelu(layer, x, slope) : layer.same(x, 'Relu')) : undefined;
  if (!bent) {
    const below = layer.op('Mul', [layer.op('Sub', [x.name, layer.scalar(threshold)]), layer.scalar(slope)]);
    const above = layer.op('GreaterEqual', [x.name, layer.scalar(threshold)]);
    bent = { ...x, name: layer.op('SelectV2', [above, x.name, below]) };
  }
  return typeof limit === 'number' ? layer.same(bent, 'Minimum', [layer.scalar(limit)]) : bent;
};

/** x above 0, alpha × (eˣ − 1) below. */
const elu: Layer = (layer, x) => {
  const alpha = layer.attributes.number('alpha', 1);
  if (alpha === 1) return layer.same(x, 'Elu');
  const below = layer.op('Elu', [layer.op('Minimum', [x.name, layer.scalar(0)])]);
  const above = layer.op('Maximum', [x.name, layer.scalar(0)]);
  return { ...x, name: layer.op('AddV2', [above, layer.op('Mul', [below, layer.scalar(alpha)])]) };
};

const thresholdedRelu: Layer = (layer, x) => {
  const above = layer.op('Greater', [x.name, layer.scalar(layer.attributes.number('theta', 1))]);
  return { ...x, name: layer.op('SelectV2', [above, x.name, layer.scalar(0)]) };
};

/** Over one axis or several, which is put last for it. */
const softmax: Layer = (layer, x) => {
  const rank = x.shape.length;
  const axes = layer.attributes.integers('axis', -1).map((axis) => layer.axis('axis', axis, rank));
  if (new Set(axes).size !== axes.length) layer.attributes.wrong('axis', layer.config.axis);
  if (axes.length === 1) {
    const others = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
    const perm = [...others, ...axes];
    const last = layer.same(layer.transpose(x, perm), 'Softmax');
    return layer.transpose(
      last,
      perm.map((_, axis) => perm.indexOf(axis)),
    );
  }
  const keep = { keep_dims: { b: true } };
  const top = layer.op('Max', [x.name, layer.vector(...axes)], keep);
  const powers = layer.op('Exp', [layer.op('Sub', [x.name, top])]);
  return { ...x, name: layer.op('RealDiv', [powers, layer.op('Sum', [powers, layer.vector(...axes)], keep)]) };
};

/** One slope a value, shared along some axes. */
const prelu: Layer = (layer, x) => {
  const shared = layer.attributes.value('shared_axes', null);
  const axes = shared === null ? [] : layer.attributes.integers('shared_axes', []);
  const wanted = [...x.shape];
  for (const axis of axes) wanted[layer.axis('shared_axes', axis, x.shape.length)] = 1;
  return layer.same(x, 'Prelu', [layer.weight('alpha', wanted.slice(1), 0).name]);
};

/** Layers that are an activation and nothing else; those without weights may also stand for another layer's. */
const standalone: LayerTable = {
  ELU: elu,
  LeakyReLU: (layer, x) => leakyRelu(layer, x, layer.attributes.number(['alpha', 'negative_slope'], 0.3)),
  ReLU: relu,
  Softmax: softmax,
  ThresholdedReLU: thresholdedRelu,
};

/** The activation that a layer names: a name, Keras 3's function, or a layer that is an activation. */
export function activate(layer: LayerContext, x: LayerTensor): LayerTensor {
  const given = layer.attributes.value('activation', 'linear');
  const { class_name: kind, config } = (typeof given === 'object' ? given : {}) as {
    class_name?: unknown;
    config?: unknown;
  };
  if (typeof kind === 'string' && Object.hasOwn(standalone, kind)) {
    const inner = layer.inner((config ?? {}) as LayerConfig);
    const made = standalone[kind]!(inner, x);
    inner.attributes.finish();
    return made;
  }
  const name = kind === undefined ? given : kind === 'function' ? config : kind;
  const activation = typeof name === 'string' && Object.hasOwn(activations, name) ? activations[name] : undefined;
  if (!activation) layer.refuse(`its activation is ${shown(given)}, which is not known`);
  return activation(layer, x);
}

export const activationLayers: LayerTable = { Activation: activate, PReLU: prelu, ...standalone };
