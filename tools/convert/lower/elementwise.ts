import { UnsupportedError } from '../errors';
import type { DType, GraphNode, TensorKey } from '../ir';
import type { AttributeMap } from './emitter';
import type { Lower, Lowering, LowerTable } from './lowering';

/** Values in, value out, names in between: what an elementwise operator is once types and layouts agree. */
type Formula = (l: Lowering, operands: readonly string[], dtype: DType, node: GraphNode) => string;

const first = (node: GraphNode): TensorKey => `${node.name}:0`;

/** Applies a formula to operands brought to one layout and type, the output's unless told. */
function elementwise(formula: Formula, typeOf: 'output' | 'operands' | DType = 'output'): Lower {
  return (l, node) => {
    const key = first(node);
    const rank = l.rank(key);
    const layout = l.agree(node.inputs, rank);
    const dtype = typeOf === 'output' ? l.dtype(key) : typeOf === 'operands' ? widest(l, node.inputs) : typeOf;
    const operands = node.inputs.map((input) => l.useBroadcast(input, rank, layout, dtype));
    l.define(key, formula(l, operands, dtype, node), layout);
  };
}

/** TensorFlow.js upcasts bool to int32 to float32 (`upcastType`). */
function widest(l: Lowering, keys: readonly TensorKey[]): DType {
  const types = keys.map((key) => l.dtype(key));
  return types.includes('float32') ? 'float32' : types.includes('int32') ? 'int32' : 'bool';
}

const plain =
  (op: string, attributes: AttributeMap = {}): Formula =>
  (l, operands) =>
    l.emitter.emit(op, operands, attributes);

const fold =
  (op: string): Formula =>
  (l, operands) =>
    operands.reduce((sum, operand) => l.emitter.emit(op, [sum, operand]));

const clip =
  (min: number, max: number): Formula =>
  (l, [x], dtype) =>
    l.emitter.emit('Clip', [x!, l.emitter.scalar(min, dtype), l.emitter.scalar(max, dtype)]);

/** ⌊a ÷ b⌋: exact for integers, since a − (a mod b) divides evenly. */
const floorDivide: Formula = ({ emitter }, [a, b], dtype) =>
  dtype === 'float32'
    ? emitter.emit('Floor', [emitter.emit('Div', [a!, b!])])
    : emitter.emit('Div', [emitter.emit('Sub', [a!, emitter.emit('Mod', [a!, b!])]), b!]);

/** FloorDiv of floats is integer on some backends of TensorFlow.js. */
const floorDivideAs: Formula = (l, operands, dtype, node) => {
  const name = floorDivide(l, operands, dtype, node);
  const wanted = l.dtype(first(node));
  return wanted === dtype ? name : l.emitter.cast(name, wanted);
};

/** Remainder with the divisor's sign. */
const floorModulo: Formula = (l, [a, b], dtype) => {
  const { emitter } = l;
  if (dtype !== 'float32') return emitter.emit('Mod', [a!, b!]);
  const whole = emitter.emit('Floor', [emitter.emit('Div', [a!, b!])]);
  return emitter.emit('Sub', [a!, emitter.emit('Mul', [whole, b!])]);
};

/** TensorFlow.js divides integers by flooring, in RealDiv too. */
const divide: Formula = (l, operands, dtype, node) =>
  dtype === 'float32' ? l.emitter.emit('Div', operands) : floorDivide(l, operands, dtype, node);

const divideNoNan: Formula = ({ emitter }, [a, b]) => {
  const zero = emitter.scalar(0, 'float32');
  const bad = emitter.emit('Equal', [b!, zero]);
  const safe = emitter.emit('Where', [bad, emitter.scalar(1, 'float32'), b!]);
  return emitter.emit('Where', [bad, zero, emitter.emit('Div', [a!, safe])]);
};

/** atan(y ÷ x), moved by ±π left of the y axis; 0 at the origin. */
const arcTangent: Formula = ({ emitter }, [y, x]) => {
  const zero = emitter.scalar(0, 'float32');
  const shift = emitter.emit('Where', [
    emitter.emit('Less', [y!, zero]),
    emitter.scalar(-Math.PI, 'float32'),
    emitter.scalar(Math.PI, 'float32'),
  ]);
  const left = emitter.emit('Where', [emitter.emit('Less', [x!, zero]), shift, zero]);
  const angle = emitter.emit('Add', [emitter.emit('Atan', [emitter.emit('Div', [y!, x!])]), left]);
  const origin = emitter.emit('And', [emitter.emit('Equal', [y!, zero]), emitter.emit('Equal', [x!, zero])]);
  return emitter.emit('Where', [origin, zero, angle]);
};

const negated =
  (op: string): Formula =>
  (l, operands) =>
    l.emitter.emit('Not', [l.emitter.emit(op, operands)]);

/** Infinities and NaN are the values that differ from themselves by something other than 0. */
const isFinite: Formula = ({ emitter }, [x]) =>
  emitter.emit('Equal', [emitter.emit('Sub', [x!, x!]), emitter.scalar(0, 'float32')]);

const relu: Formula = ({ emitter }, [x], dtype) =>
  dtype === 'float32' ? emitter.emit('Relu', [x!]) : emitter.emit('Max', [x!, emitter.scalar(0, dtype)]);

const clipByValue: Lower = (l, node) => {
  const [x, low, high] = node.inputs;
  const layout = l.layout(x!);
  const dtype = l.dtype(first(node));
  const bounds = [low, high].map((bound) => l.emitter.scalar(l.numbers(bound, 'bound')[0]!, dtype));
  l.define(first(node), l.emitter.emit('Clip', [l.useAs(x, dtype, layout), ...bounds]), layout);
};

/** ONNX Runtime's Where knows no bool. */
const select: Lower = (l, node) => {
  const [condition, a, b] = node.inputs as [TensorKey, TensorKey, TensorKey];
  const key = first(node);
  const rank = l.rank(key);
  const layout = l.agree(node.inputs, rank);
  const dtype = l.dtype(key) === 'bool' ? 'int32' : l.dtype(key);
  const chosen = l.emitter.emit('Where', [
    l.useBroadcast(condition, rank, layout, 'bool'),
    l.useBroadcast(a, rank, layout, dtype),
    l.useBroadcast(b, rank, layout, dtype),
  ]);
  l.define(key, l.dtype(key) === 'bool' ? l.emitter.cast(chosen, 'bool') : chosen, layout);
};

const cast: Lower = (l, node) => {
  const [x] = node.inputs;
  const layout = l.layout(x!);
  if (l.dtype(x) === l.dtype(first(node))) l.alias(first(node), x!);
  else l.define(first(node), l.useAs(x, l.dtype(first(node)), layout), layout);
};

const biasAdd: Lower = (l, node) => {
  if (node.attributes.string('data_format', 'NHWC') === 'NCHW') {
    throw new UnsupportedError('TensorFlow.js ignores its data_format NCHW');
  }
  elementwise(plain('Add'))(l, node);
};

/** Operators with one input that ONNX knows under a name, for float32. */
const unary: Readonly<Record<string, string>> = {
  Abs: 'Abs',
  Acos: 'Acos',
  Acosh: 'Acosh',
  Asin: 'Asin',
  Asinh: 'Asinh',
  Atan: 'Atan',
  Atanh: 'Atanh',
  Cos: 'Cos',
  Cosh: 'Cosh',
  Elu: 'Elu',
  Erf: 'Erf',
  Exp: 'Exp',
  Log: 'Log',
  Neg: 'Neg',
  Selu: 'Selu',
  Sigmoid: 'Sigmoid',
  Sign: 'Sign',
  Sin: 'Sin',
  Sinh: 'Sinh',
  Softplus: 'Softplus',
  Sqrt: 'Sqrt',
  Tan: 'Tan',
  Tanh: 'Tanh',
};

/** Whole numbers are their own floor; ONNX has these for floats only. */
const rounding: Readonly<Record<string, string>> = { Ceil: 'Ceil', Floor: 'Floor', Round: 'Round' };

const binary: Readonly<Record<string, string>> = {
  Add: 'Add',
  AddV2: 'Add',
  Sub: 'Sub',
  Mul: 'Mul',
  Maximum: 'Max',
  Minimum: 'Min',
  Pow: 'Pow',
  Prelu: 'PRelu',
};

const comparisons: Readonly<Record<string, Formula>> = {
  Equal: plain('Equal'),
  NotEqual: negated('Equal'),
  Greater: plain('Greater'),
  GreaterEqual: plain('GreaterOrEqual'),
  Less: plain('Less'),
  LessEqual: plain('LessOrEqual'),
};

const table = (formulas: Readonly<Record<string, Formula>>, typeOf?: 'operands' | DType): LowerTable =>
  Object.fromEntries(Object.entries(formulas).map(([op, formula]) => [op, elementwise(formula, typeOf)]));

const named = (names: Readonly<Record<string, string>>): Readonly<Record<string, Formula>> =>
  Object.fromEntries(Object.entries(names).map(([op, name]) => [op, plain(name)]));

export const elementwiseOperators: LowerTable = {
  ...table(named(unary)),
  ...table(named(binary)),
  ...table(named({ LogicalAnd: 'And', LogicalOr: 'Or', LogicalNot: 'Not' }), 'bool'),
  ...table({ IsNan: plain('IsNaN'), IsInf: plain('IsInf'), IsFinite: isFinite }, 'float32'),
  ...table({ ...comparisons, FloorDiv: floorDivideAs }, 'operands'),
  ...Object.fromEntries(
    Object.entries(rounding).map(([op, name]): [string, Lower] => [
      op,
      (l, node) =>
        l.dtype(node.inputs[0]) === 'float32'
          ? elementwise(plain(name))(l, node)
          : l.alias(first(node), node.inputs[0]!),
    ]),
  ),
  ...table({
    AddN: fold('Add'),
    Atan2: arcTangent,
    Div: divide,
    DivNoNan: divideNoNan,
    Expm1: (l, [x]) => l.emitter.emit('Sub', [l.emitter.emit('Exp', [x!]), l.emitter.scalar(1, 'float32')]),
    FloorMod: floorModulo,
    LeakyRelu: (l, [x], _dtype, node) =>
      l.emitter.emit('LeakyRelu', [x!], { alpha: { f: node.attributes.float('alpha', 0.2) } }),
    Log1p: (l, [x]) => l.emitter.emit('Log', [l.emitter.emit('Add', [x!, l.emitter.scalar(1, 'float32')])]),
    Mod: floorModulo,
    RealDiv: divide,
    // onnxruntime-web's WebGL provider has no Reciprocal.
    Reciprocal: (l, [x]) => l.emitter.emit('Div', [l.emitter.scalar(1, 'float32'), x!]),
    Relu: relu,
    Relu6: clip(0, 6),
    Rsqrt: (l, [x]) => l.emitter.emit('Div', [l.emitter.scalar(1, 'float32'), l.emitter.emit('Sqrt', [x!])]),
    Square: (l, [x]) => l.emitter.emit('Mul', [x!, x!]),
    SquaredDifference: (l, operands) => {
      const difference = l.emitter.emit('Sub', operands);
      return l.emitter.emit('Mul', [difference, difference]);
    },
  }),
  BiasAdd: biasAdd,
  Cast: cast,
  ClipByValue: clipByValue,
  Select: select,
  SelectV2: select,
};
