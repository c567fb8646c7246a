import { ConversionError, excerpt } from '../errors';
import { float, type GraphBuilder } from './builder';

type Activation = (b: GraphBuilder, x: string) => string;

const plain =
  (op: string): Activation =>
  (b, x) =>
    b.op(op, [x]);

const scalar = (b: GraphBuilder, value: number) => b.constant([value], []);

/** x × Φ(x). */
const gelu: Activation = (b, x) => {
  const erf = b.op('Erf', [b.op('Mul', [x, scalar(b, Math.SQRT1_2)])]);
  return b.op('Mul', [b.op('Mul', [x, scalar(b, 0.5)]), b.op('AddV2', [erf, scalar(b, 1)])]);
};

/** max(0, min(1, 0.2 x + 0.5)), as Keras 2 has it. */
const hardSigmoid: Activation = (b, x) => {
  const line = b.op('AddV2', [b.op('Mul', [x, scalar(b, 0.2)]), scalar(b, 0.5)]);
  return b.op('ClipByValue', [line, scalar(b, 0), scalar(b, 1)]);
};

const swish: Activation = (b, x) => b.op('Mul', [x, b.op('Sigmoid', [x])]);

const activations: Readonly<Record<string, Activation>> = {
  elu: plain('Elu'),
  exponential: plain('Exp'),
  gelu,
  hard_sigmoid: hardSigmoid,
  linear: (_, x) => x,
  mish: (b, x) => b.op('Mul', [x, b.op('Tanh', [b.op('Softplus', [x])])]),
  relu: plain('Relu'),
  relu6: plain('Relu6'),
  selu: plain('Selu'),
  sigmoid: plain('Sigmoid'),
  silu: swish,
  softmax: plain('Softmax'),
  softplus: plain('Softplus'),
  softsign: (b, x) => b.op('RealDiv', [x, b.op('AddV2', [b.op('Abs', [x]), scalar(b, 1)])]),
  swish,
  tanh: plain('Tanh'),
};

/** @param name as Keras has it; undefined or null is linear */
export function applyActivation(b: GraphBuilder, x: string, name: unknown): string {
  const key = String(name ?? 'linear');
  const activation = Object.hasOwn(activations, key) ? activations[key] : undefined;
  if (!activation) throw new ConversionError(`The activation ${excerpt(JSON.stringify(name))} is not known.`);
  return activation(b, x);
}

/** max(x, 0) − alpha × max(−x, 0). */
export function leakyRelu(b: GraphBuilder, x: string, alpha: number): string {
  return b.op('LeakyRelu', [x], { alpha: float(alpha) });
}
