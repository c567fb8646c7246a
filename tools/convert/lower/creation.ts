import { type TensorKey } from '../ir';
import { withAxes } from '../layout';
import { filled } from './gather';
import type { Lower, LowerTable } from './lowering';
import { shapeOf } from './shape';

const fill: Lower = (l, node) => {
  const [shape, value] = node.inputs as [TensorKey, TensorKey];
  const key: TensorKey = `${node.name}:0`;
  l.define(key, filled(l, key, shape, l.useAs(value, l.dtype(key))));
};

const like =
  (value: number): Lower =>
  (l, node) => {
    const key: TensorKey = `${node.name}:0`;
    l.define(key, l.emitter.emit('Expand', [l.emitter.scalar(value, l.dtype(key)), shapeOf(l, node.inputs[0]!)]));
  };

const range: Lower = (l, node) => {
  const key: TensorKey = `${node.name}:0`;
  const bounds = node.inputs.map((input) => l.useAs(input, l.dtype(key)));
  l.define(key, l.emitter.emit('Range', bounds));
};

/** By comparison with 0 … depth − 1: ONNX Runtime's OneHot takes few combinations of types. Indices out of range stay off. */
const oneHot: Lower = (l, node) => {
  const [indices, depthInput, on, off] = node.inputs as [TensorKey, TensorKey, TensorKey, TensorKey];
  const key: TensorKey = `${node.name}:0`;
  const [depth = 0] = l.numbers(depthInput, 'depth');
  const rank = l.rank(indices);
  const own = l.layout(indices);
  const layout = withAxes(own, [rank]);
  const column = l.emitter.emit('Unsqueeze', [l.useAs(indices, 'int32', own)], {
    axes: { ints: [layout.indexOf(rank)] },
  });
  const classes = Int32Array.from({ length: depth }, (_, i) => i);
  const shape = layout.map((axis) => (axis === rank ? depth : 1));
  const hit = l.emitter.emit('Equal', [column, l.emitter.constant({ dtype: 'int32', shape, values: classes })]);
  l.define(key, l.emitter.emit('Where', [hit, l.useAs(on, l.dtype(key)), l.useAs(off, l.dtype(key))]), layout);
};

/** Coordinates of what is not zero, row by row; ONNX lists them column by column. */
const where: Lower = (l, node) => {
  const found = l.emitter.emit('NonZero', [l.use(node.inputs[0])]);
  const rows = l.emitter.emit('Transpose', [found], { perm: { ints: [1, 0] } });
  l.define(`${node.name}:0`, l.emitter.narrow(rows));
};

/** Boxes [n, 4] and scores [n] in; ONNX wants batches and classes, and answers with [batch, class, box] a row. */
const nonMaxSuppression: Lower = (l, node) => {
  const [boxes, scores, limit, overlap, threshold] = node.inputs as TensorKey[];
  const { emitter } = l;
  const scalars = [overlap, threshold].map((key) =>
    key ? emitter.emit('Reshape', [l.use(key), emitter.int64([1])]) : '',
  );
  const selected = emitter.emit('NonMaxSuppression', [
    emitter.emit('Unsqueeze', [l.use(boxes)], { axes: { ints: [0] } }),
    emitter.emit('Unsqueeze', [l.use(scores)], { axes: { ints: [0, 1] } }),
    emitter.emit('Reshape', [l.useInt64(limit), emitter.int64([1])]),
    ...scalars.filter((name) => name !== ''),
  ]);
  const column = emitter.emit('Gather', [selected, emitter.int64Scalar(2)], { axis: { i: 1 } });
  l.define(`${node.name}:0`, emitter.narrow(column));
};

export const creationOperators: LowerTable = {
  Fill: fill,
  NonMaxSuppressionV2: nonMaxSuppression,
  NonMaxSuppressionV3: nonMaxSuppression,
  OneHot: oneHot,
  OnesLike: like(1),
  Range: range,
  Where: where,
  ZerosLike: like(0),
};
