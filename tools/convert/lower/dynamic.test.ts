import { describe, expect, it } from 'vitest';
import type { HostTensor } from '../ir';
import { GraphBuilder, int, ints, text, type } from '../read/builder';
import { convertModel } from '../convert';
import { check, everyPixel, weights } from '../testing/check';

const vector = (b: GraphBuilder, ...values: number[]) => b.constant(values, [values.length], 'int32');

describe('lengths left open', () => {
  it('a convolution with stride and SAME padding, pooled and flattened', async () => {
    const { graph } = await check(
      (b) => {
        const filter = b.constant(weights(54), [3, 3, 2, 3]);
        const x = b.op('Conv2D', [b.input('x', [-1, -1, -1, 2]), filter], { ...everyPixel, strides: ints(1, 2, 2, 1) });
        const pool = { ksize: ints(1, 3, 3, 1), strides: ints(1, 2, 2, 1), padding: text('SAME') };
        const mean = b.op('Mean', [b.op('MaxPool', [x], pool), vector(b, 1, 2)]);
        return b.op('Reshape', [mean, vector(b, -1, 3)]);
      },
      { dynamic: true },
    );
    expect(graph.inputs[0]!.shape).toEqual([-1, -1, -1, 2]);
    expect(graph.outputs[0]!.shape).toEqual([-1, 3]);
  });

  it('a reshape to lengths that are computed', async () => {
    await check(
      (b) => {
        const x = b.input('x', [-1, -1, 4]);
        const lengths = b.op('StridedSlice', [b.op('Shape', [x]), vector(b, 0), vector(b, 2), vector(b, 1)]);
        const shape = b.op('ConcatV2', [lengths, vector(b, 2, 2), b.constant([0], [], 'int32')], { N: int(2) });
        return b.op('Transpose', [b.op('Reshape', [x, shape]), vector(b, 1, 0, 3, 2)]);
      },
      { dynamic: true },
    );
  });

  it('slices, fills, ranges and tiles whose bounds are computed', async () => {
    await check(
      (b) => {
        const x = b.input('x', [-1, 6]);
        const shape = b.op('Shape', [x]);
        const [zero, one] = [b.constant([0], [], 'int32'), b.constant([1], [], 'int32')];
        const rows = b.op('StridedSlice', [shape, vector(b, 0), vector(b, 1), vector(b, 1)], {
          shrink_axis_mask: int(1),
        });
        const less = b.op('Sub', [rows, one]);
        const begin = b.op('Pack', [less, one], { N: int(2) });
        const end = b.op('Pack', [rows, b.constant([5], [], 'int32')], { N: int(2) });
        return [
          b.op('Slice', [x, begin, vector(b, 1, -1)]),
          b.op('Slice', [x, vector(b, 0, 2), b.op('Pack', [less, one], { N: int(2) })]),
          b.op('StridedSlice', [x, begin, end, vector(b, 1, 2)]),
          b.op('Fill', [shape, b.constant([2.5], [])]),
          b.op('Range', [zero, rows, one], { Tidx: type('int32') }),
          b.op('Tile', [b.constant([1, 2], [2]), b.op('Reshape', [rows, vector(b, 1)])]),
          b.op('ZerosLike', [x]),
          b.op('BroadcastTo', [b.constant([1, 2, 3, 4, 5, 6], [6]), shape]),
        ];
      },
      { dynamic: true },
    );
  });

  it('a scatter into a shape that is computed, and a note that its indices should differ', async () => {
    const { notes } = await check(
      (b) => {
        const x = b.input('x', [-1]);
        const shape = b.op('Shape', [x]);
        const [zero, one] = [b.constant([0], [], 'int32'), b.constant([1], [], 'int32')];
        const rows = b.op('StridedSlice', [shape, vector(b, 0), vector(b, 1), vector(b, 1)], {
          shrink_axis_mask: int(1),
        });
        const indices = b.op('ExpandDims', [b.op('Range', [zero, rows, one], { Tidx: type('int32') }), one]);
        return b.op('ScatterNd', [indices, x, shape]);
      },
      { dynamic: true },
    );
    expect(notes.join()).toContain('ScatterNd');
  });
});

describe('shapes that depend on values', () => {
  it('positions of what is true', async () => {
    const { graph } = await check(
      (b) => b.op('Where', [b.op('Greater', [b.input('x', [4, 5]), b.constant([0.5], [])])]),
      {
        limit: 0,
      },
    );
    expect(graph.outputs[0]!.shape).toEqual([-1, 2]);
  });

  it('boxes that overlap least', async () => {
    await check(
      (b) => {
        const corner = b.input('corner', [12, 2]);
        const size = b.op('AddV2', [b.input('size', [12, 2]), b.constant([1], [])]);
        const axis = b.constant([1], [], 'int32');
        const boxes = b.op('ConcatV2', [corner, b.op('AddV2', [corner, size]), axis], { N: int(2) });
        const limits = [b.constant([5], [], 'int32'), b.constant([0.4], []), b.constant([0.2], [])];
        return b.op('NonMaxSuppressionV3', [boxes, b.input('scores', [12]), ...limits]);
      },
      { low: 0, high: 1, limit: 0 },
    );
  });
});

describe('refusals name the nodes', () => {
  const refused = (build: (b: GraphBuilder) => string) => {
    const b = new GraphBuilder();
    return convertModel(b.build([build(b)]), { backend: 'cpu' });
  };

  it('unknown operators, each with its node', async () => {
    const attempt = refused((b) => {
      const crop = b.op(
        'CropAndResize',
        [b.input('x', [1, 4, 4, 1]), b.constant([0, 0, 1, 1], [1, 4]), b.constant([0], [1], 'int32'), vector(b, 2, 2)],
        { method: text('bilinear') },
        'crop/it',
      );
      return b.op('Cumprod', [crop, b.constant([0], [], 'int32')], {}, 'product');
    });
    await expect(attempt).rejects.toThrow(/2 nodes[^]*CropAndResize[^]*crop\/it[^]*Cumprod[^]*product/);
  });

  it('sums of values at repeated indices', async () => {
    const attempt = refused((b) =>
      b.op('ScatterNd', [b.constant([1, 1], [2, 1], 'int32'), b.input('x', [2]), vector(b, 3)]),
    );
    await expect(attempt).rejects.toThrow('repeated indices');
  });

  it('random values', async () => {
    const attempt = refused((b) =>
      b.op('AddV2', [b.input('x', [2]), b.op('RandomUniform', [vector(b, 2)], { dtype: { type: 'DT_FLOAT' } })]),
    );
    await expect(attempt).rejects.toThrow(/RandomUniform[^]*random/);
  });

  it('axes that depend on the input', async () => {
    const attempt = refused((b) => b.op('Sum', [b.input('x', [2, 2, 2]), b.input('axis', [1], 'int32')]));
    await expect(attempt).rejects.toThrow();
  });

  it('a feed that does not fit', async () => {
    const b = new GraphBuilder();
    const model = b.build([b.op('Relu', [b.input('x', [2])])]);
    const feed: HostTensor = { dtype: 'float32', shape: [3], values: new Float32Array(3) };
    const feeds = () => [{ label: 'odd', feeds: { x: feed } }];
    await expect(convertModel(model, { feeds })).rejects.toThrow('[3]');
  });
});
