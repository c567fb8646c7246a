import { UnsupportedError } from '../errors';
import { sizeOf, UNKNOWN, type TensorKey } from '../ir';
import { identity, withoutAxes } from '../layout';
import type { Lower, Lowering, LowerTable } from './lowering';

const gather: Lower = (l, node) => {
  const [x, indices, axisInput] = node.inputs as [TensorKey, TensorKey, TensorKey | undefined];
  const key: TensorKey = `${node.name}:0`;
  const [axis = 0] = axisInput ? l.axes(axisInput, l.rank(x)) : [];
  const batchAxes = node.attributes.int('batch_dims', 0);
  if (batchAxes !== 0) return gatherBatches(l, key, x, indices, axis, batchAxes);
  const wanted = l.isConstant(indices) ? l.useInt64(indices) : l.useAs(indices, 'int32');
  const indexRank = l.rank(indices);
  const layout = indexRank <= 1 ? l.layout(x) : identity(l.rank(x));
  const name = l.emitter.emit('Gather', [l.use(x, layout), wanted], { axis: { i: layout.indexOf(axis) } });
  const result = indexRank === 0 ? withoutAxes(layout, [axis]) : indexRank === 1 ? layout : identity(l.rank(key));
  l.define(key, name, result);
};

/** Each batch has indices of its own. */
function gatherBatches(
  l: Lowering,
  key: TensorKey,
  x: TensorKey,
  indices: TensorKey,
  axis: number,
  batch: number,
): void {
  const batchAxes = batch < 0 ? batch + l.rank(indices) : batch;
  if (axis !== batchAxes) throw new UnsupportedError('it gathers in batches along an axis behind the first');
  const last = l.emitter.emit('Unsqueeze', [l.useInt64(indices)], { axes: { ints: [l.rank(indices)] } });
  l.define(key, l.emitter.emit('GatherND', [l.use(x), last], { batch_dims: { i: batchAxes } }));
}

const gatherNd: Lower = (l, node) => {
  const [x, indices] = node.inputs as [TensorKey, TensorKey];
  l.define(`${node.name}:0`, l.emitter.emit('GatherND', [l.use(x), l.useInt64(indices)]));
};

/** A tensor of one value repeated. */
export function filled(l: Lowering, key: TensorKey, shapeInput: TensorKey, value: string): string {
  const shape = l.shape(key);
  const lengths = shape.includes(UNKNOWN) ? l.useInt64(shapeInput) : l.emitter.int64(shape);
  return l.emitter.emit('Expand', [value, lengths]);
}

/** ONNX' scatter overwrites where TensorFlow's sums: the same unless an index comes twice. */
function checkDistinct(l: Lowering, indices: TensorKey): void {
  if (!l.isConstant(indices)) {
    l.notes.add('ScatterNd is converted for indices that are all different; those of this model depend on the input.');
    return;
  }
  const shape = l.shape(indices);
  const width = shape.at(-1) ?? 1;
  const flat = l.numbers(indices, 'indices');
  const rows = Array.from({ length: sizeOf(shape) / width }, (_, row) =>
    flat.slice(row * width, (row + 1) * width).join(),
  );
  if (new Set(rows).size !== rows.length) throw new UnsupportedError('it sums values at repeated indices');
}

const scatterNd: Lower = (l, node) => {
  const [indices, updates, shape] = node.inputs as [TensorKey, TensorKey, TensorKey];
  const key: TensorKey = `${node.name}:0`;
  checkDistinct(l, indices);
  const base = filled(l, key, shape, l.emitter.scalar(0, l.dtype(key)));
  l.define(key, l.emitter.emit('ScatterND', [base, l.useInt64(indices), l.useAs(updates, l.dtype(key))]));
};

/** Indices are [n, rank]; a vector for a vector; one row for one value. A single value goes to all of them. */
const sparseToDense: Lower = (l, node) => {
  const [indices, shape, values, fallback] = node.inputs as [TensorKey, TensorKey, TensorKey, TensorKey];
  const key: TensorKey = `${node.name}:0`;
  const dtype = l.dtype(key);
  const rank = l.rank(key);
  const wanted = l.useInt64(indices);
  const rows = l.rank(indices) === 2 ? wanted : l.emitter.emit('Reshape', [wanted, l.emitter.int64([-1, rank])]);
  const count = l.rank(indices) === 2 ? l.shape(indices)[0]! : -1;
  const updates = l.useAs(values, dtype);
  const single = l.rank(values) === 0;
  if (single && count === UNKNOWN && l.rank(indices) === 2)
    throw new UnsupportedError('it spreads one value over many');
  const spread = single ? l.emitter.emit('Expand', [updates, l.emitter.int64([Math.max(count, 1)])]) : updates;
  const base = filled(l, key, shape, l.useAs(fallback, dtype));
  l.define(key, l.emitter.emit('ScatterND', [base, rows, spread]));
};

const tensorScatterUpdate: Lower = (l, node) => {
  const [tensor, indices, updates] = node.inputs as [TensorKey, TensorKey, TensorKey];
  l.define(`${node.name}:0`, l.emitter.emit('ScatterND', [l.use(tensor), l.useInt64(indices), l.use(updates)]));
};

export const gatherOperators: LowerTable = {
  Gather: gather,
  GatherNd: gatherNd,
  GatherV2: gather,
  ScatterNd: scatterNd,
  SparseToDense: sparseToDense,
  TensorScatterUpdate: tensorScatterUpdate,
};
