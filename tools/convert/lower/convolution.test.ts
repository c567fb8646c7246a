import { describe, expect, it } from 'vitest';
import { ints, text } from '../read/builder';
import { check, count, weights } from '../testing/check';

const paddings = ['SAME', 'VALID'];
/** Every pixel, none skipped. */
const everyPixel = { strides: ints(1, 1, 1, 1), dilations: ints(1, 1, 1, 1) };

describe.each(paddings)('Conv2D with %s padding', (padding) => {
  it.each([
    [
      [1, 1],
      [1, 1],
      [3, 3],
    ],
    [
      [2, 2],
      [1, 1],
      [3, 3],
    ],
    [
      [2, 1],
      [1, 1],
      [4, 2],
    ],
    [
      [1, 1],
      [2, 3],
      [3, 2],
    ],
    [
      [3, 2],
      [1, 1],
      [1, 1],
    ],
    [
      [2, 2],
      [1, 1],
      [5, 2],
    ],
  ])('strides %j, dilations %j, kernel %j', async (strides, dilations, kernel) => {
    const [height, width] = kernel as [number, number];
    await check((b) =>
      b.op('Conv2D', [b.input('x', [2, 11, 8, 3]), b.constant(weights(height * width * 12), [height, width, 3, 4])], {
        strides: ints(1, ...strides, 1),
        dilations: ints(1, ...dilations, 1),
        padding: text(padding),
      }),
    );
  });

  it.each([
    [1, [1, 1], [1, 1]],
    [2, [2, 2], [1, 1]],
    [3, [1, 1], [2, 2]],
  ])('depthwise, %i a channel, strides %j, dilations %j', async (multiplier, strides, dilations) => {
    await check((b) =>
      b.op(
        'DepthwiseConv2dNative',
        [b.input('x', [1, 9, 10, 4]), b.constant(weights(36 * multiplier), [3, 3, 4, multiplier])],
        {
          strides: ints(1, ...strides, 1),
          dilations: ints(1, ...dilations, 1),
          padding: text(padding),
        },
      ),
    );
  });

  it.each([
    [
      [2, 2],
      [2, 2],
    ],
    [
      [3, 2],
      [1, 2],
    ],
    [
      [2, 3],
      [3, 2],
    ],
  ])('pools %j with strides %j', async (kernel, strides) => {
    const attributes = { ksize: ints(1, ...kernel, 1), strides: ints(1, ...strides, 1), padding: text(padding) };
    await check((b) => {
      const x = b.input('x', [2, 7, 9, 3]);
      return [b.op('MaxPool', [x], attributes), b.op('AvgPool', [x], attributes)];
    });
  });

  it.each([1, 2, 3])('transposed with stride %i', async (stride) => {
    const overhang = padding === 'SAME' ? 0 : Math.max(0, 3 - stride);
    const shape = [1, 5 * stride + overhang, 4 * stride + overhang, 2];
    await check((b) =>
      b.op(
        'Conv2DBackpropInput',
        [b.constant(shape, [4], 'int32'), b.constant(weights(54), [3, 3, 2, 3]), b.input('x', [1, 5, 4, 3])],
        {
          strides: ints(1, stride, stride, 1),
          padding: text(padding),
        },
      ),
    );
  });
});

it('transposed to the odd one of two possible sizes', async () => {
  await check((b) =>
    b.op(
      'Conv2DBackpropInput',
      [b.constant([1, 9, 9, 2], [4], 'int32'), b.constant(weights(54), [3, 3, 2, 3]), b.input('x', [1, 5, 5, 3])],
      {
        strides: ints(1, 2, 2, 1),
        padding: text('SAME'),
      },
    ),
  );
});

it('explicit paddings', async () => {
  await check((b) =>
    b.op('Conv2D', [b.input('x', [1, 6, 7, 2]), b.constant(weights(36), [3, 3, 2, 2])], {
      ...everyPixel,
      padding: text('EXPLICIT'),
      explicit_paddings: ints(0, 0, 2, 1, 0, 3, 0, 0),
    }),
  );
});

it('a picture in NCHW stays there', async () => {
  const conversion = await check((b) => {
    const filter = b.constant(weights(54), [3, 3, 2, 3]);
    const x = b.op('Transpose', [b.input('x', [1, 2, 6, 7]), b.constant([0, 2, 3, 1], [4], 'int32')]);
    const y = b.op('Conv2D', [x, filter], { ...everyPixel, padding: text('SAME') });
    return b.op('Transpose', [y, b.constant([0, 3, 1, 2], [4], 'int32')]);
  });
  expect(count(conversion, 'Transpose')).toBe(0);
});

it('a filter that is computed', async () => {
  await check((b) => {
    const filter = b.op('Mul', [b.constant(weights(54), [3, 3, 2, 3]), b.input('s', [1, 1, 1, 3])]);
    const deep = b.op('Mul', [b.constant(weights(36), [3, 3, 2, 2]), b.input('t', [2, 1])]);
    const attributes = { ...everyPixel, padding: text('SAME') };
    const x = b.input('x', [1, 5, 4, 2]);
    return [b.op('Conv2D', [x, filter], attributes), b.op('DepthwiseConv2dNative', [x, deep], attributes)];
  });
});

it('a one-dimensional convolution as graphs write it moves channels once each way', async () => {
  const conversion = await check((b) => {
    let x = b.input('x', [2, 12, 3]);
    for (const layer of [1, 2]) {
      const wide = b.op('ExpandDims', [x, b.constant([1], [], 'int32')]);
      const filter = b.op('ExpandDims', [b.constant(weights(27, layer), [3, 3, 3]), b.constant([0], [], 'int32')]);
      const y = b.op('Conv2D', [wide, filter], { ...everyPixel, padding: text('SAME') });
      x = b.op('Relu', [b.op('Squeeze', [y], { squeeze_dims: ints(1) })]);
    }
    return x;
  });
  expect(count(conversion, 'Transpose')).toBe(2);
});

it('three-dimensional convolutions and pools', async () => {
  const attributes = {
    strides: ints(1, 2, 1, 1, 1),
    dilations: ints(1, 1, 1, 1, 1),
    padding: text('SAME'),
    data_format: text('NDHWC'),
  };
  await check((b) => {
    const x = b.op('Conv3D', [b.input('x', [1, 5, 6, 4, 2]), b.constant(weights(108), [3, 3, 2, 2, 3])], attributes);
    const pool = {
      ksize: ints(1, 2, 2, 2, 1),
      strides: ints(1, 1, 2, 2, 1),
      padding: text('SAME'),
      data_format: text('NDHWC'),
    };
    return [b.op('MaxPool3D', [x], pool), b.op('AvgPool3D', [x], pool)];
  });
});

it('a dilated convolution written as blocks moved into the batch', async () => {
  await check((b) => {
    const block = b.constant([2, 2], [2], 'int32');
    const x = b.op('SpaceToBatchND', [b.input('x', [1, 7, 8, 2]), block, b.constant([2, 3, 2, 2], [2, 2], 'int32')]);
    const y = b.op('Conv2D', [x, b.constant(weights(54), [3, 3, 2, 3])], {
      ...everyPixel,
      padding: text('VALID'),
    });
    return b.op('BatchToSpaceND', [y, block, b.constant([0, 1, 0, 0], [2, 2], 'int32')]);
  });
});

it("a border of padding becomes the window's own", async () => {
  const conversion = await check((b) => {
    const border = b.constant([0, 0, 1, 2, 0, 1, 0, 0], [4, 2], 'int32');
    const x = b.input('x', [1, 6, 7, 2]);
    const deep = b.op('DepthwiseConv2dNative', [b.op('Pad', [x, border]), b.constant(weights(18), [3, 3, 2, 1])], {
      ...everyPixel,
      padding: text('VALID'),
    });
    const full = b.op(
      'Conv2D',
      [b.op('PadV2', [x, border, b.constant([0], [])]), b.constant(weights(54), [3, 3, 2, 3])],
      {
        ...everyPixel,
        strides: ints(1, 2, 2, 1),
        padding: text('SAME'),
      },
    );
    const low = b.op('PadV2', [x, border, b.constant([-Infinity], [])]);
    const pool = { ksize: ints(1, 3, 3, 1), strides: ints(1, 2, 2, 1), padding: text('VALID') };
    return [deep, full, b.op('MaxPool', [low], pool)];
  });
  expect(count(conversion, 'Pad')).toBe(0);
});

it('a border that is no padding stays', async () => {
  const conversion = await check((b) => {
    const x = b.input('x', [1, 6, 7, 2]);
    const pool = { ksize: ints(1, 3, 3, 1), strides: ints(1, 2, 2, 1), padding: text('VALID') };
    const border = b.constant([0, 0, 1, 2, 0, 1, 0, 0], [4, 2], 'int32');
    const channels = b.op('Pad', [x, b.constant([0, 0, 0, 0, 0, 0, 0, 2], [4, 2], 'int32')]);
    const filter = b.constant(weights(4), [1, 1, 4, 1]);
    return [
      b.op('AvgPool', [b.op('Pad', [x, border])], pool),
      b.op('MaxPool', [b.op('Pad', [x, border])], pool),
      b.op('Conv2D', [channels, filter], { ...everyPixel, padding: text('SAME') }),
    ];
  });
  expect(count(conversion, 'Pad')).toBe(3);
});
