import { describe, expect, it } from 'vitest';
import { bool, float } from '../read/builder';
import { check, count, weights, everyPixel } from '../testing/check';

describe.each([
  [[0], 1],
  [[-1], 3],
  [[1, 2], 4],
  [[0, 1, 2, 3], 4],
  [[3, 1], 4],
])('over axes %j', (axes) => {
  it.each([true, false])('keeping them: %s', async (keep) => {
    await check(
      (b) => {
        const x = b.input('x', [2, 3, 4, 5]);
        const axis = b.constant(axes, [axes.length], 'int32');
        return ['Mean', 'Max', 'Min', 'Prod', 'Sum'].map((op) => b.op(op, [x, axis], { keep_dims: bool(keep) }));
      },
      { limit: 5e-5 },
    );
  });
});

it.each([[[0]], [[1, 2]]])('Euclidean norm over axes %j', async (axes) => {
  await check((b) => b.op('EuclideanNorm', [b.input('x', [2, 3, 4]), b.constant(axes, [axes.length], 'int32')]));
});

it('integers and booleans', async () => {
  await check((b) => {
    const axis = b.constant([1], [1], 'int32');
    const x = b.input('x', [4, 3], 'int32');
    const flags = b.input('f', [4, 3], 'bool');
    return [
      ...['Sum', 'Max', 'Min', 'Prod', 'Mean'].map((op) => b.op(op, [x, axis])),
      ...['All', 'Any'].map((op) => b.op(op, [flags, axis], { keep_dims: bool(op === 'Any') })),
    ];
  });
});

it.each(['ArgMax', 'ArgMin'])('%s along each axis', async (op) => {
  await check((b) => {
    const x = b.input('x', [2, 5, 4]);
    return [0, 1, -1].map((axis) => b.op(op, [x, b.constant([axis], [], 'int32')]));
  });
});

it('the greatest few and where they stand', async () => {
  await check((b) => {
    const name = b.op('TopKV2', [b.input('x', [2, 3, 9]), b.constant([4], [], 'int32')], { sorted: bool(true) });
    return [name, `${name}:1`];
  });
});

it.each([
  [false, false],
  [true, false],
  [false, true],
  [true, true],
])('running sums, exclusive %s, reversed %s', async (exclusive, reverse) => {
  await check((b) =>
    b.op('Cumsum', [b.input('x', [3, 6]), b.constant([1], [], 'int32')], {
      exclusive: bool(exclusive),
      reverse: bool(reverse),
    }),
  );
});

it('a mean over the picture needs no transposition of it', async () => {
  const conversion = await check((b) => {
    const filter = b.constant(weights(54), [3, 3, 2, 3]);
    const x = b.op('Conv2D', [b.input('x', [1, 6, 6, 2]), filter], everyPixel);
    return b.op('Softmax', [b.op('Mean', [x, b.constant([1, 2], [2], 'int32')])]);
  });
  expect(count(conversion, 'Transpose')).toBe(1);
});

it('softmax and its logarithm over the last axis', async () => {
  await check((b) => {
    const x = b.input('x', [2, 3, 4]);
    return [b.op('Softmax', [x]), b.op('LogSoftmax', [x])];
  });
});

it('batch normalisation', async () => {
  await check((b) => {
    const [scale, offset, mean] = [1, 2, 3].map((seed) => b.constant(weights(3, seed), [3]));
    const variance = b.constant([0.5, 1.5, 0.01], [3]);
    return b.op('FusedBatchNormV3', [b.input('x', [2, 4, 5, 3]), scale!, offset!, mean!, variance], {
      epsilon: float(0.002),
    });
  });
});

it('local response normalisation', async () => {
  await check((b) =>
    b.op('LRN', [b.input('x', [1, 3, 4, 9])], {
      depth_radius: { i: 2 },
      bias: float(1.5),
      alpha: float(0.3),
      beta: float(0.75),
    }),
  );
});
