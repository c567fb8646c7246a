import type { TensorKey } from '../ir';
import { channelsFirst, identity } from '../layout';
import { UnsupportedError } from '../errors';
import type { Lower, LowerTable } from './lowering';

/** (x − mean) ÷ √(variance + ε) × scale + offset, one of each a channel; only inference is known to TensorFlow.js. */
const batchNormalisation: Lower = (l, node) => {
  const [x, ...parameters] = node.inputs as [TensorKey, TensorKey, TensorKey, TensorKey, TensorKey];
  if (node.attributes.string('data_format', 'NHWC') !== 'NHWC') {
    throw new UnsupportedError('TensorFlow.js ignores its data_format');
  }
  const layout = channelsFirst(l.rank(x));
  const name = l.emitter.emit('BatchNormalization', [l.use(x, layout), ...parameters.map((key) => l.use(key))], {
    epsilon: { f: node.attributes.float('epsilon', 0.001) },
  });
  l.define(`${node.name}:0`, name, layout);
};

/** TensorFlow gives a radius and a weight for each neighbour, ONNX a width and their sum. */
const localResponse: Lower = (l, node) => {
  const [x] = node.inputs as [TensorKey];
  const layout = channelsFirst(4);
  const size = 2 * node.attributes.int('depth_radius', 5) + 1;
  const name = l.emitter.emit('LRN', [l.use(x, layout)], {
    size: { i: size },
    alpha: { f: node.attributes.float('alpha', 1) * size },
    beta: { f: node.attributes.float('beta', 0.5) },
    bias: { f: node.attributes.float('bias', 1) },
  });
  l.define(`${node.name}:0`, name, layout);
};

/** Over the last axis; up to operator set 12, ONNX takes all axes from the named one on as one. */
const softmax =
  (op: string): Lower =>
  (l, node) => {
    const [x] = node.inputs as [TensorKey];
    const rank = l.rank(x);
    const own = l.layout(x);
    const layout = own[rank - 1] === rank - 1 ? own : identity(rank);
    l.define(`${node.name}:0`, l.emitter.emit(op, [l.useAs(x, 'float32', layout)], { axis: { i: rank - 1 } }), layout);
  };

export const normalisationOperators: LowerTable = {
  FusedBatchNorm: batchNormalisation,
  FusedBatchNormV2: batchNormalisation,
  FusedBatchNormV3: batchNormalisation,
  LRN: localResponse,
  LogSoftmax: softmax('LogSoftmax'),
  Softmax: softmax('Softmax'),
};
