import { describe, it } from 'vitest';
import { bool, float, int, ints, texts } from '../read/builder';
import { check, everyPixel, weights } from '../testing/check';

describe.each(['Relu', 'Relu6', 'Elu', 'Sigmoid', 'LeakyRelu', 'Prelu', 'nothing'])('fused with %s', (activation) => {
  const fused = {
    fused_ops: texts('BiasAdd', ...(activation === 'nothing' ? [] : [activation])),
    leakyrelu_alpha: float(0.1),
    num_args: int(activation === 'Prelu' ? 2 : 1),
  };
  const extra = activation === 'Prelu' ? [[0.1, 0.2, -0.4, 0.3]] : [];

  it('_FusedConv2D', async () => {
    await check((b) =>
      b.op(
        '_FusedConv2D',
        [
          b.input('x', [1, 5, 5, 2]),
          b.constant(weights(72), [3, 3, 2, 4]),
          b.constant(weights(4), [4]),
          ...extra.map((slope) => b.constant(slope, [1, 1, 4])),
        ],
        { ...everyPixel, ...fused },
      ),
    );
  });

  // TensorFlow.js loses a leaky one's slope behind depthwise convolutions: NaN in plain JavaScript, 0 on wasm.
  it.skipIf(activation === 'LeakyRelu')('FusedDepthwiseConv2dNative', async () => {
    await check((b) =>
      b.op(
        'FusedDepthwiseConv2dNative',
        [
          b.input('x', [1, 6, 5, 2]),
          b.constant(weights(36), [3, 3, 2, 2]),
          b.constant(weights(4), [4]),
          ...extra.map((slope) => b.constant(slope, [1, 1, 4])),
        ],
        { ...everyPixel, strides: ints(1, 2, 2, 1), ...fused },
      ),
    );
  });

  it('_FusedMatMul', async () => {
    await check((b) =>
      b.op(
        '_FusedMatMul',
        [
          b.input('x', [3, 5]),
          b.constant(weights(20), [4, 5]),
          b.constant(weights(4), [4]),
          ...extra.map((slope) => b.constant(slope, [4])),
        ],
        { transpose_b: bool(true), ...fused },
      ),
    );
  });
});
