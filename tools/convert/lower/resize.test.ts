import { describe, expect, it } from 'vitest';
import { bool, int, text } from '../read/builder';
import { check, count } from '../testing/check';

const sizes = [
  [8, 10],
  [7, 3],
  [13, 17],
  [2, 5],
  [1, 1],
];

describe.each([
  ['asymmetric', {}],
  ['aligned corners', { align_corners: bool(true) }],
  ['half-pixel centres', { half_pixel_centers: bool(true) }],
])('%s', (_, attributes) => {
  it.each(sizes)('to %i × %i', async (height, width) => {
    await check((b) => {
      const x = b.input('x', [2, 4, 5, 3]);
      const size = b.constant([height, width], [2], 'int32');
      return ['ResizeBilinear', 'ResizeNearestNeighbor'].map((op) => b.op(op, [x, size], attributes));
    });
  });
});

it.each([2, 3, 4])('nearest × %i without Resize, which WebGL knows in linear mode only', async (scale) => {
  const conversion = await check((b) => {
    const size = b.constant([4 * scale, 5 * scale], [2], 'int32');
    return b.op('ResizeNearestNeighbor', [b.input('x', [2, 4, 5, 3]), size]);
  });
  expect(count(conversion, 'Resize')).toBe(0);
  expect(count(conversion, 'DepthToSpace')).toBe(1);
});

it('DepthToSpace', async () => {
  await check((b) =>
    b.op('DepthToSpace', [b.input('x', [2, 3, 4, 12])], { block_size: int(2), data_format: text('NHWC') }),
  );
});

describe('unknown sizes', () => {
  it.each(['ResizeBilinear', 'ResizeNearestNeighbor'])('%s by twice its own size', async (op) => {
    await check(
      (b) => {
        const x = b.input('x', [-1, -1, -1, 3]);
        const bounds = [[1], [3], [1]].map((values) => b.constant(values, [1], 'int32'));
        const spatial = b.op('StridedSlice', [b.op('Shape', [x]), ...bounds]);
        return b.op(op, [x, b.op('Mul', [spatial, b.constant([2], [], 'int32')])]);
      },
      { dynamic: true },
    );
  });
});
