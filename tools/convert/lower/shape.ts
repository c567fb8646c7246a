import { UnsupportedError } from '../errors';
import { UNKNOWN, type GraphNode, type TensorKey } from '../ir';
import { arrange, identity, withAxes, withoutAxes, type Layout } from '../layout';
import type { Lower, Lowering, LowerTable } from './lowering';

const first = (node: GraphNode): TensorKey => `${node.name}:0`;

/** Axes of length 1. */
function ones(shape: readonly number[]): number[] {
  return identity(shape.length).filter((axis) => shape[axis] === 1);
}

function sameLengths(a: readonly number[], b: readonly number[]): boolean {
  const [longA, longB] = [a, b].map((shape) => shape.filter((length) => length !== 1));
  // Two unknown lengths may have changed places.
  const unknown = longA!.filter((length) => length === UNKNOWN).length;
  return unknown <= 1 && longA!.join() === longB!.join();
}

/**
 * The layout of `to` in which a tensor of shape `from` in `layout` already lies, where a reshape only adds or drops axes of
 * length 1; otherwise source order is needed.
 */
function carried(from: readonly number[], layout: Layout, to: readonly number[]): Layout | undefined {
  return sameLengths(from, to) ? withAxes(withoutAxes(layout, ones(from)), ones(to)) : undefined;
}

/**
 * Every change of shape that keeps the values' order: Reshape, Squeeze, ExpandDims, EnsureShape.
 * @param shapeInput the wanted shape as a tensor, read at run time where two or more lengths are unknown
 */
export function reshape(l: Lowering, x: TensorKey, key: TensorKey, shapeInput?: TensorKey): void {
  const to = l.shape(key);
  const layout = carried(l.shape(x), l.layout(x), to);
  const kept = layout ?? identity(to.length);
  const target = arrange(to, kept);
  const unknown = target.filter((length) => length === UNKNOWN).length;
  if (unknown > 1 && !shapeInput) throw new UnsupportedError('more than one length of its output depends on the input');
  // An empty tensor can't have a length left to work out.
  const shape = unknown > 1 ? l.useInt64(shapeInput) : l.emitter.int64(target);
  const source = l.use(x, layout ? l.layout(x) : undefined);
  l.define(key, l.emitter.emit('Reshape', [source, shape]), kept);
}

const reshapeNode: Lower = (l, node) => reshape(l, node.inputs[0]!, first(node), node.inputs[1]);

const squeeze: Lower = (l, node) => {
  const [x] = node.inputs as [TensorKey];
  const declared = [...node.attributes.ints('squeeze_dims'), ...node.attributes.ints('axis')];
  const rank = l.rank(x);
  const axes = declared.length ? declared.map((axis) => (axis < 0 ? axis + rank : axis)) : ones(l.shape(x));
  const layout = l.layout(x);
  const stored = axes.map((axis) => layout.indexOf(axis)).sort((a, b) => a - b);
  const name = l.use(x, layout);
  const squeezed = axes.length ? l.emitter.emit('Squeeze', [name], { axes: { ints: stored } }) : name;
  l.define(first(node), squeezed, withoutAxes(layout, axes));
};

/** Stores `x` with axes of length 1 put in. */
export function unsqueeze(l: Lowering, x: TensorKey, axes: readonly number[]): { name: string; layout: Layout } {
  const own = l.layout(x);
  const layout = withAxes(own, axes);
  const stored = axes.map((axis) => layout.indexOf(axis)).sort((a, b) => a - b);
  return { name: l.emitter.emit('Unsqueeze', [l.use(x, own)], { axes: { ints: stored } }), layout };
}

const expandDims: Lower = (l, node) => {
  const [x, axisInput] = node.inputs as [TensorKey, TensorKey];
  const axes = axisInput ? l.axes(axisInput, l.rank(x) + 1) : [node.attributes.int('dim', 0)];
  const { name, layout } = unsqueeze(l, x, axes);
  l.define(first(node), name, layout);
};

/** A transposition moves nothing: the result is the operand as it lies, seen in another order. */
const transpose: Lower = (l, node) => {
  const [x, permInput] = node.inputs as [TensorKey, TensorKey];
  const perm = l.axes(permInput, l.rank(x));
  const own = l.layout(x);
  const border = l.bordered.get(x);
  if (border) {
    l.bordered.set(first(node), { ...border, axes: arrange(border.axes, perm), pads: arrange(border.pads, perm) });
  }
  l.define(
    first(node),
    l.use(x, own),
    own.map((axis) => perm.indexOf(axis)),
  );
};

const alias: Lower = (l, node) => l.alias(first(node), node.inputs[0]!);

const aliasEach: Lower = (l, node) => node.inputs.forEach((input, index) => l.alias(`${node.name}:${index}`, input));

/** Lengths in source order, whatever the layout. */
export function shapeOf(l: Lowering, x: TensorKey): string {
  const layout = l.layout(x);
  const stored = l.emitter.emit('Shape', [l.use(x, layout)]);
  const order = identity(layout.length).map((axis) => layout.indexOf(axis));
  const inOrder = order.every((axis, index) => axis === index);
  return inOrder ? stored : l.emitter.emit('Gather', [stored, l.emitter.int64(order)], { axis: { i: 0 } });
}

const shape: Lower = (l, node) => l.define(first(node), l.emitter.narrow(shapeOf(l, node.inputs[0]!)));

const shapes: Lower = (l, node) =>
  node.inputs.forEach((input, index) => l.define(`${node.name}:${index}`, l.emitter.narrow(shapeOf(l, input))));

const size: Lower = (l, node) => {
  const [x] = node.inputs as [TensorKey];
  l.define(first(node), l.emitter.narrow(l.emitter.emit('Size', [l.use(x, l.layout(x))])));
};

export const shapeOperators: LowerTable = {
  EnsureShape: alias,
  ExpandDims: expandDims,
  FakeQuantWithMinMaxVars: alias, // TensorFlow.js passes values through it unchanged.
  Identity: alias,
  IdentityN: aliasEach,
  PlaceholderWithDefault: alias,
  Print: alias,
  Reshape: reshapeNode,
  Shape: shape,
  ShapeN: shapes,
  Size: size,
  Snapshot: alias,
  Squeeze: squeeze,
  StopGradient: alias,
  Transpose: transpose,
};
