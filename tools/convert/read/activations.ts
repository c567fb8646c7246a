import { ConversionError, excerpt } from '../errors';
import { float } from './builder';
import type { LayerContext } from './layer-context';

type Activation = (layer: LayerContext, x: string) => string;

const plain =
  (op: string): Activation =>
  (layer, x) =>
    layer.op(op, [x]);

/** x × Φ(x). */
const gelu: Activation = (layer, x) => {
  const erf = layer.op('Erf', [layer.op('Mul', [x, layer.scalar(Math.SQRT1_2)])]);
  return layer.op('Mul', [layer.op('Mul', [x, layer.scalar(0.5)]), layer.op('AddV2', [erf, layer.scalar(1)])]);
};

/** max(0, min(1, 0.2 x + 0.5)), as Keras 2 has it. */
const hardSigmoid: Activation = (layer, x) => {
  const line = layer.op('AddV2', [layer.op('Mul', [x, layer.scalar(0.2)]), layer.scalar(0.5)]);
  return layer.op('ClipByValue', [line, layer.scalar(0), layer.scalar(1)]);
};

const swish: Activation = (layer, x) => layer.op('Mul', [x, layer.op('Sigmoid', [x])]);

const activations: Readonly<Record<string, Activation>> = {
  elu: plain('Elu'),
  exponential: plain('Exp'),
  gelu,
  hard_sigmoid: hardSigmoid,
  linear: (_, x) => x,
  mish: (layer, x) => layer.op('Mul', [x, layer.op('Tanh', [layer.op('Softplus', [x])])]),
  relu: plain('Relu'),
  relu6: plain('Relu6'),
  selu: plain('Selu'),
  sigmoid: plain('Sigmoid'),
  silu: swish,
  softmax: plain('Softmax'),
  softplus: plain('Softplus'),
  softsign: (layer, x) => layer.op('RealDiv', [x, layer.op('AddV2', [layer.op('Abs', [x]), layer.scalar(1)])]),
  swish,
  tanh: plain('Tanh'),
};

/** @param name as Keras has it; undefined or null is linear */
export function applyActivation(layer: LayerContext, x: string, name: unknown): string {
  const key = String(name ?? 'linear');
  const activation = Object.hasOwn(activations, key) ? activations[key] : undefined;
  if (!activation) throw new ConversionError(`The activation ${excerpt(JSON.stringify(name))} is not known.`);
  return activation(layer, x);
}

/** max(x, 0) − alpha × max(−x, 0). */
export function leakyRelu(layer: LayerContext, x: string, alpha: number): string {
  return layer.op('LeakyRelu', [x], { alpha: float(alpha) });
}
