import { expect, it } from 'vitest';
import type { DType } from '../ir';
import { float } from '../read/builder';
import { check, count, weights, everyPixel } from '../testing/check';

const everywhere = [
  ...['Abs', 'Atan', 'Cos', 'Elu', 'Erf', 'Exp', 'Expm1', 'Floor', 'Ceil', 'IsFinite', 'IsNan', 'LeakyRelu', 'Neg'],
  ...[
    'Relu',
    'Relu6',
    'Round',
    'Selu',
    'Sigmoid',
    'Sign',
    'Sin',
    'Sinh',
    'Cosh',
    'Softplus',
    'Square',
    'Tanh',
    'Asinh',
  ],
];

it.each(everywhere)('%s on floats of both signs', async (op) => {
  await check((b) => b.op(op, [b.input('x', [2, 3, 5])]));
});

it.each(['Log', 'Log1p', 'Sqrt', 'Rsqrt', 'Reciprocal', 'Asin', 'Acos', 'Atanh', 'Tan', 'IsInf'])(
  '%s inside its domain',
  async (op) => {
    await check((b) => b.op(op, [b.input('x', [24])]), { low: 0.05, high: 0.95 });
  },
);

it('Acosh above 1', async () => {
  await check((b) => b.op('Acosh', [b.op('AddV2', [b.input('x', [9]), b.constant([4.1], [])])]));
});

it('infinities and NaN are told apart', async () => {
  await check((b) => {
    const zero = b.op('Mul', [b.input('x', [4]), b.constant([0], [])]);
    const odd = b.op('RealDiv', [b.constant([1, -1, 0, 5], [4]), b.op('AddV2', [zero, b.constant([0, 0, 0, 2], [4])])]);
    return ['IsNan', 'IsInf', 'IsFinite'].map((op) => b.op(op, [odd]));
  });
});

it.each(['AddV2', 'Sub', 'Mul', 'RealDiv', 'Maximum', 'Minimum', 'SquaredDifference', 'FloorDiv', 'FloorMod', 'Atan2'])(
  '%s broadcasts both operands',
  async (op) => {
    await check((b) => b.op(op, [b.input('x', [3, 1, 4]), b.input('y', [2, 1])]));
  },
);

it.each(['AddV2', 'Sub', 'Mul', 'RealDiv', 'FloorDiv', 'FloorMod', 'Maximum', 'Minimum'])(
  '%s of integers of both signs is exact',
  async (op) => {
    const { parity } = await check(
      (b) =>
        b.op(
          op,
          [b.input('x', [40], 'int32'), b.constant([7, -7, 3, -2, 5], [5], 'int32')].map((x, i) =>
            i ? b.op('Tile', [x, b.constant([8], [1], 'int32')]) : x,
          ),
        ),
      { low: -50, high: 50 },
    );
    expect(Math.max(...parity.map(({ maxAbs }) => maxAbs))).toBe(0);
  },
);

it('Pow of positive bases', async () => {
  await check((b) => b.op('Pow', [b.input('x', [12]), b.constant([2.5], [])]), { low: 0.1 });
});

it('DivNoNan is 0 over 0', async () => {
  await check((b) => b.op('DivNoNan', [b.input('x', [3]), b.constant([0, 2, -1], [3])]));
});

it.each(['Equal', 'NotEqual', 'Greater', 'GreaterEqual', 'Less', 'LessEqual'])('%s', async (op) => {
  for (const dtype of ['float32', 'int32'] satisfies DType[]) {
    await check((b) => b.op(op, [b.input('x', [30], dtype), b.constant([1], [], dtype)]), { low: 0, high: 2 });
  }
});

it.each(['LogicalAnd', 'LogicalOr'])('%s', async (op) => {
  await check((b) => b.op(op, [b.input('x', [4, 3], 'bool'), b.input('y', [3], 'bool')]));
});

it('LogicalNot', async () => {
  await check((b) => b.op('LogicalNot', [b.input('x', [9], 'bool')]));
});

it.each([
  ['float32', 'int32'],
  ['float32', 'bool'],
  ['int32', 'float32'],
  ['int32', 'bool'],
  ['bool', 'int32'],
  ['bool', 'float32'],
  ['float32', 'float32'],
] satisfies [DType, DType][])('Cast from %s to %s', async (from, to) => {
  const types = { float32: 'DT_FLOAT', int32: 'DT_INT32', bool: 'DT_BOOL' };
  await check((b) =>
    b.op('Cast', [b.input('x', [20], from)], { SrcT: { type: types[from] }, DstT: { type: types[to] } }),
  );
});

it('mixed types are upcast as TensorFlow.js does', async () => {
  await check((b) => b.op('Mul', [b.input('x', [4], 'int32'), b.input('y', [4])]));
});

it.each(['float32', 'int32', 'bool'] satisfies DType[])('SelectV2 of %s broadcasts', async (dtype) => {
  await check((b) =>
    b.op('SelectV2', [b.input('c', [3, 1], 'bool'), b.input('x', [4], dtype), b.input('y', [1], dtype)]),
  );
});

it('ClipByValue, AddN, Prelu and LeakyRelu with their own slope', async () => {
  await check((b) => {
    const x = b.input('x', [2, 3]);
    const clipped = b.op('ClipByValue', [x, b.constant([-0.5], []), b.constant([0.75], [])]);
    const bent = b.op('LeakyRelu', [x], { alpha: float(0.05) });
    const curved = b.op('Prelu', [x, b.constant([0.1, 0.2, -0.3], [3])]);
    return b.op('AddN', [clipped, bent, curved]);
  });
});

it('Relu of integers', async () => {
  await check((b) => b.op('Relu', [b.input('x', [20], 'int32')]));
});

it('hard swish as it is written out in graphs', async () => {
  await check(
    (b) => {
      const x = b.input('x', [3, 8]);
      const gate = b.op('Relu6', [b.op('AddV2', [x, b.constant([3], [])])]);
      return b.op('Mul', [b.op('Mul', [x, gate]), b.constant([1 / 6], [])]);
    },
    { low: -5, high: 5 },
  );
});

it('a vector meets a picture in NCHW without transposing the picture', async () => {
  const conversion = await check((b) => {
    const filter = b.constant(weights(6), [1, 1, 2, 3]);
    const x = b.op('Conv2D', [b.input('x', [1, 4, 5, 2]), filter], everyPixel);
    const scaled = b.op('Mul', [x, b.constant([1, 2, 3], [3])]);
    return b.op('Relu', [b.op('AddV2', [scaled, b.op('Mean', [b.input('v', [2, 3]), b.constant([0], [1], 'int32')])])]);
  });
  expect(count(conversion, 'Transpose')).toBe(2);
});
