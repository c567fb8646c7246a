import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import type { DType } from '../ir';
import { int, ints, text } from '../read/builder';
import { check, count, weights, everyPixel } from '../testing/check';

it.each([[[6, 4]], [[-1]], [[2, 1, 3, 4]], [[1, 2, 3, 4, 1]], [[3, 2, 4]]])('Reshape to %j', async (shape) => {
  await check((b) => b.op('Reshape', [b.input('x', [2, 3, 4]), b.constant(shape, [shape.length], 'int32')]));
});

it('Squeeze of named and of all axes, ExpandDims at both ends', async () => {
  await check((b) => {
    const x = b.input('x', [1, 3, 1, 4, 1]);
    return [
      b.op('Squeeze', [x]),
      b.op('Squeeze', [x], { squeeze_dims: ints(0, -3) }),
      ...[0, 2, -1].map((axis) => b.op('ExpandDims', [x, b.constant([axis], [], 'int32')])),
    ];
  });
});

it('any order of transpositions, reductions and products agrees', async () => {
  const perm = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(perm, perm, fc.boolean(), async (first, second, pooled) => {
      await check((b) => {
        const x = b.op('Transpose', [b.input('x', [2, 3, 4, 5]), b.constant(first, [4], 'int32')]);
        const pool = { ksize: ints(1, 2, 2, 1), strides: ints(1, 1, 1, 1), padding: text('SAME') };
        const y = pooled ? b.op('MaxPool', [x], pool) : b.op('Relu', [x]);
        const z = b.op('Transpose', [b.op('AddV2', [x, y]), b.constant(second, [4], 'int32')]);
        const sum = b.op('Sum', [z, b.constant([second[0]!], [1], 'int32')]);
        const wide = b.op('ExpandDims', [sum, b.constant([1], [], 'int32')]);
        return [z, b.op('Concat', [b.constant([2], [], 'int32'), wide, wide], { N: int(2) })];
      });
    }),
    { numRuns: 15 },
  );
});

it('shapes fold away where they are known', async () => {
  const conversion = await check((b) => {
    const x = b.input('x', [2, 6]);
    const rows = b.op('StridedSlice', [b.op('Shape', [x]), ...[[0], [1], [1]].map((v) => b.constant(v, [1], 'int32'))]);
    const minus = b.constant([-1, 3], [2], 'int32');
    return b.op('Reshape', [x, b.op('ConcatV2', [rows, minus, b.constant([0], [], 'int32')], { N: int(2) })]);
  });
  expect(conversion.graph.nodes.map(({ op }) => op)).toEqual(['Reshape', 'Identity']);
});

describe('slices', () => {
  it.each([
    [
      [0, 1, 2],
      [1, -1, 2],
    ],
    [
      [1, 0, 0],
      [-1, 3, 4],
    ],
  ])('Slice from %j by %j', async (begin, size) => {
    await check((b) =>
      b.op('Slice', [b.input('x', [2, 3, 4]), b.constant(begin, [3], 'int32'), b.constant(size, [3], 'int32')]),
    );
  });

  it.each([
    { begin: [0, 1], end: [2, 3], strides: [1, 1] },
    { begin: [-1, -2], end: [-3, 9], strides: [-1, 1] },
    { begin: [0, 0], end: [0, 0], strides: [1, -2], begin_mask: 3, end_mask: 3 },
    { begin: [1, -1], end: [2, 0], strides: [1, 1], shrink_axis_mask: 3 },
    { begin: [0, 0, 1], end: [0, 0, 3], strides: [1, 1, 1], ellipsis_mask: 1, shrink_axis_mask: 2, begin_mask: 4 },
    { begin: [0, 1, 1], end: [0, 0, 5], strides: [1, 2, 2], ellipsis_mask: 1, end_mask: 2 },
    { begin: [0, 0, 1, 0], end: [1, 0, 3, 0], strides: [1, 1, 1, 1], new_axis_mask: 2, ellipsis_mask: 8 },
    { begin: [0, 0], end: [0, 0], strides: [1, 1], new_axis_mask: 1, ellipsis_mask: 2 },
  ])('StridedSlice %j', async ({ begin, end, strides, ...masks }) => {
    const attributes = Object.fromEntries(Object.entries(masks).map(([name, mask]) => [name, int(mask)]));
    await check((b) =>
      b.op(
        'StridedSlice',
        [b.input('x', [3, 4, 5]), ...[begin, end, strides].map((v) => b.constant(v, [v.length], 'int32'))],
        attributes,
      ),
    );
  });

  it('after a convolution, in its layout', async () => {
    const conversion = await check((b) => {
      const filter = b.constant(weights(16), [1, 1, 4, 4]);
      const x = b.op('Conv2D', [b.input('x', [1, 4, 6, 4]), filter], everyPixel);
      const parts = [
        [0, 0, 0, 0],
        [0, 0, 0, 2],
      ].map((begin) => b.op('Slice', [x, b.constant(begin, [4], 'int32'), b.constant([-1, -1, -1, 2], [4], 'int32')]));
      const joined = b.op('ConcatV2', [...parts, b.constant([-1], [], 'int32')], { N: int(2) });
      const padded = b.op('Pad', [joined, b.constant([0, 0, 1, 0, 0, 2, 0, 0], [4, 2], 'int32')]);
      return b.op('Reverse', [padded, b.constant([0, 0, 1, 0], [4], 'bool')]);
    });
    expect(count(conversion, 'Transpose')).toBe(2);
  });

  it('ReverseV2', async () => {
    await check((b) => b.op('ReverseV2', [b.input('x', [2, 3, 4]), b.constant([-1, 0], [2], 'int32')]));
  });
});

describe('joining', () => {
  it.each([0, 1, -1])('Pack and Unpack along axis %i', async (axis) => {
    await check((b) => {
      const packed = b.op('Pack', [b.input('x', [2, 3]), b.input('y', [2, 3])], { N: int(2), axis: int(axis) });
      const parts = b.op('Unpack', [b.input('z', [2, 4, 2])], { num: int(axis === 1 ? 4 : 2), axis: int(axis) });
      return [packed, parts, `${parts}:1`];
    });
  });

  it('Split into equal and SplitV into named parts', async () => {
    await check((b) => {
      const x = b.input('x', [2, 6]);
      const split = b.op('Split', [b.constant([1], [], 'int32'), x], { num_split: int(3) });
      const sized = b.op('SplitV', [x, b.constant([1, -1, 2], [3], 'int32'), b.constant([-1], [], 'int32')], {
        num_split: int(3),
      });
      return [split, `${split}:2`, sized, `${sized}:1`];
    });
  });

  it.each(['float32', 'int32', 'bool'] satisfies DType[])('Tile and BroadcastTo of %s', async (dtype) => {
    await check((b) => {
      const x = b.input('x', [2, 1, 3], dtype);
      const shape = b.constant([4, 2, 5, 3], [4], 'int32');
      return [b.op('Tile', [x, b.constant([1, 3, 2], [3], 'int32')]), b.op('BroadcastTo', [x, shape])];
    });
  });
});

describe('padding', () => {
  const pads = [1, 2, 0, 3];

  it('Pad and PadV2', async () => {
    await check((b) => {
      const paddings = b.constant(pads, [2, 2], 'int32');
      return [
        b.op('Pad', [b.input('x', [3, 4]), paddings]),
        b.op('PadV2', [b.input('y', [3, 4], 'int32'), paddings, b.constant([-7], [], 'int32')]),
      ];
    });
  });

  it.each(['REFLECT', 'SYMMETRIC'])('MirrorPad %s', async (mode) => {
    await check((b) =>
      b.op('MirrorPad', [b.input('x', [3, 4]), b.constant(pads, [2, 2], 'int32')], { mode: text(mode) }),
    );
  });
});

describe('gathering', () => {
  it.each([
    [0, [2], [1, 0]],
    [1, [2, 2], [0, 2, 1, 1]],
    [-1, [], [3]],
  ])('GatherV2 along axis %i by indices of shape %j', async (axis, shape, indices) => {
    await check((b) =>
      b.op('GatherV2', [b.input('x', [2, 3, 4]), b.constant(indices, shape, 'int32'), b.constant([axis], [], 'int32')]),
    );
  });

  it('indices that are computed', async () => {
    await check((b) => {
      const best = b.op('ArgMax', [b.input('x', [3, 5]), b.constant([1], [], 'int32')]);
      return b.op('GatherV2', [b.input('table', [5, 2]), best, b.constant([0], [], 'int32')]);
    });
  });

  it('batches with indices of their own', async () => {
    await check((b) => {
      const inputs = [b.input('x', [2, 4, 3]), b.constant([3, 0, 1, 2], [2, 2], 'int32'), b.constant([1], [], 'int32')];
      return b.op('GatherV2', inputs, { batch_dims: int(1) });
    });
  });

  it('GatherNd, ScatterNd and SparseToDense', async () => {
    await check((b) => {
      const x = b.input('x', [3, 4]);
      const rows = b.constant([0, 1, 2, 3], [2, 2], 'int32');
      const shape = b.constant([3, 4], [2], 'int32');
      const updates = b.input('u', [2]);
      return [
        b.op('GatherNd', [x, rows]),
        b.op('ScatterNd', [rows, updates, shape]),
        b.op('SparseToDense', [rows, shape, updates, b.constant([9], [])]),
      ];
    });
  });

  it('TensorScatterUpdate', async () => {
    await check((b) =>
      b.op('TensorScatterUpdate', [b.input('x', [3, 4]), b.constant([2, 0], [2, 1], 'int32'), b.input('u', [2, 4])]),
    );
  });

  it('OneHot, out of range stays off', async () => {
    await check((b) =>
      b.op(
        'OneHot',
        [b.input('x', [6], 'int32'), b.constant([3], [], 'int32'), b.constant([2], []), b.constant([-1], [])],
        {
          dtype: { type: 'DT_FLOAT' },
        },
      ),
    );
  });
});

describe('products', () => {
  it.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])('MatMul transposing %s, %s', async (a, c) => {
    await check((b) =>
      b.op('MatMul', [b.input('x', a ? [4, 3] : [3, 4]), b.input('y', c ? [5, 4] : [4, 5])], {
        transpose_a: { b: a },
        transpose_b: { b: c },
      }),
    );
  });

  it('BatchMatMulV2 broadcasts and transposes', async () => {
    await check((b) =>
      b.op('BatchMatMulV2', [b.input('x', [2, 3, 4, 5]), b.input('y', [3, 6, 5])], { adj_y: { b: true } }),
    );
  });

  it.each([
    ['ij,jk->ik', [3, 4], [4, 2]],
    ['bhqd,bhkd->bhqk', [2, 2, 3, 4], [2, 2, 5, 4]],
  ])('Einsum %s', async (equation, x, y) => {
    await check((b) => b.op('Einsum', [b.input('x', x), b.input('y', y)], { equation: text(equation), N: int(2) }));
  });
});
