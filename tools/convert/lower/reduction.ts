import type { DType, GraphNode, TensorKey } from '../ir';
import { withoutAxes, type Layout } from '../layout';
import type { Lower, Lowering, LowerTable } from './lowering';

interface Reduction {
  readonly name: string;
  readonly layout: Layout;
}

/** Reduces in the layout that the operand has, so that it is never transposed for it. */
function reduce(l: Lowering, node: GraphNode, op: string, dtype: DType): Reduction {
  const [x, axisInput] = node.inputs as [TensorKey, TensorKey];
  const layout = l.layout(x);
  const axes = l.axes(axisInput, l.rank(x));
  const keep = node.attributes.bool('keep_dims');
  const operand = l.useAs(x, dtype, layout);
  const stored = axes.map((axis) => layout.indexOf(axis)).sort((a, b) => a - b);
  const name = axes.length
    ? l.emitter.emit(op, [operand], { axes: { ints: stored }, keepdims: { i: Number(keep) } })
    : operand;
  return { name, layout: keep ? layout : withoutAxes(layout, axes) };
}

const reduction =
  (op: string): Lower =>
  (l, node) => {
    const key: TensorKey = `${node.name}:0`;
    const { name, layout } = reduce(l, node, op, l.dtype(key));
    l.define(key, name, layout);
  };

/** Over booleans, all is the least and any the greatest. */
const logical =
  (op: string): Lower =>
  (l, node) => {
    const { name, layout } = reduce(l, node, op, 'int32');
    l.define(`${node.name}:0`, l.emitter.cast(name, 'bool'), layout);
  };

const extreme =
  (op: string): Lower =>
  (l, node) => {
    const [x, axisInput] = node.inputs as [TensorKey, TensorKey];
    const layout = l.layout(x);
    const [axis = 0] = axisInput ? l.axes(axisInput, l.rank(x)) : [];
    const found = l.emitter.emit(op, [l.use(x, layout)], {
      axis: { i: layout.indexOf(axis) },
      keepdims: { i: 0 },
    });
    l.define(`${node.name}:0`, l.emitter.narrow(found), withoutAxes(layout, [axis]));
  };

const cumulative: Lower = (l, node) => {
  const [x, axisInput] = node.inputs as [TensorKey, TensorKey];
  const layout = l.layout(x);
  const [axis = 0] = l.axes(axisInput, l.rank(x));
  const name = l.emitter.emit(
    'CumSum',
    [l.useAs(x, l.dtype(`${node.name}:0`), layout), l.emitter.int64Scalar(layout.indexOf(axis))],
    {
      exclusive: { i: Number(node.attributes.bool('exclusive')) },
      reverse: { i: Number(node.attributes.bool('reverse')) },
    },
  );
  l.define(`${node.name}:0`, name, layout);
};

/** The greatest along the last axis, and where they stand. */
const top: Lower = (l, node) => {
  const [x, k] = node.inputs as [TensorKey, TensorKey];
  const layout = l.layout(x);
  const count = l.isConstant(k)
    ? l.emitter.int64(l.numbers(k, 'k'))
    : l.emitter.emit('Reshape', [l.useInt64(k), l.emitter.int64([1])]);
  const [values, indices] = l.emitter.emitMany(
    'TopK',
    [l.use(x, layout), count],
    { axis: { i: layout.indexOf(l.rank(x) - 1) } },
    2,
  );
  l.define(`${node.name}:0`, values!, layout);
  l.define(`${node.name}:1`, l.emitter.narrow(indices!), layout);
};

export const reductionOperators: LowerTable = {
  All: logical('ReduceMin'),
  Any: logical('ReduceMax'),
  ArgMax: extreme('ArgMax'),
  ArgMin: extreme('ArgMin'),
  Cumsum: cumulative,
  EuclideanNorm: reduction('ReduceL2'),
  Max: reduction('ReduceMax'),
  Mean: reduction('ReduceMean'),
  Min: reduction('ReduceMin'),
  Prod: reduction('ReduceProd'),
  Sum: reduction('ReduceSum'),
  TopKV2: top,
};
