import { sizeOf, UNKNOWN, type TensorKey } from '../ir';
import { arrange, sameLayout, withoutAxes } from '../layout';
import type { Lower, Lowering, LowerTable } from './lowering';
import { unsqueeze } from './shape';

function concatenate(l: Lowering, key: TensorKey, parts: readonly TensorKey[], axisInput: TensorKey): void {
  const rank = l.rank(key);
  const [axis = 0] = l.axes(axisInput, rank);
  // TensorFlow.js skips empty parts, of any rank.
  const kept = parts.filter((part) => !l.shape(part).includes(0));
  const layout = l.agree(kept, rank);
  const names = kept.map((part) => l.useAs(part, l.dtype(key), layout));
  const joined =
    names.length === 1 ? names[0]! : l.emitter.emit('Concat', names, { axis: { i: layout.indexOf(axis) } });
  l.define(key, joined, layout);
}

const concat: Lower = (l, node) => {
  const [axis, ...parts] = node.inputs as [TensorKey, ...TensorKey[]];
  concatenate(l, `${node.name}:0`, parts.slice(0, node.attributes.int('N', parts.length)), axis);
};

const concatV2: Lower = (l, node) => {
  concatenate(l, `${node.name}:0`, node.inputs.slice(0, -1), node.inputs.at(-1)!);
};

/** Stacks along a new axis. TensorFlow.js takes parts whose shapes differ in lengths of 1 and gives them the first's. */
const pack: Lower = (l, node) => {
  const key: TensorKey = `${node.name}:0`;
  const rank = l.rank(key);
  const declared = node.attributes.int('axis', 0);
  const axis = declared < 0 ? declared + rank : declared;
  const [model] = node.inputs as [TensorKey];
  const parts = node.inputs.map((input) => {
    if (l.rank(input) === l.rank(model)) return unsqueeze(l, input, [axis]);
    const shape = [...l.shape(model)];
    shape.splice(axis, 0, 1);
    return { name: l.emitter.emit('Reshape', [l.use(input), l.emitter.int64(shape)]), layout: shape.map((_, i) => i) };
  });
  const layout = parts[0]!.layout;
  const names = parts.map((part) => {
    const perm = layout.map((source) => part.layout.indexOf(source));
    const shape = [...l.shape(model)];
    shape.splice(axis, 0, 1);
    return sameLayout(part.layout, layout) ? part.name : l.transpose(part.name, arrange(shape, part.layout), perm);
  });
  l.define(key, l.emitter.emit('Concat', names, { axis: { i: layout.indexOf(axis) } }), layout);
};

const unpack: Lower = (l, node) => {
  const [x] = node.inputs as [TensorKey];
  const layout = l.layout(x);
  const declared = node.attributes.int('axis', 0);
  const axis = declared < 0 ? declared + l.rank(x) : declared;
  const name = l.use(x, layout);
  for (let index = 0; index < node.outputs; index++) {
    const taken = l.emitter.emit('Gather', [name, l.emitter.int64Scalar(index)], { axis: { i: layout.indexOf(axis) } });
    l.define(`${node.name}:${index}`, taken, withoutAxes(layout, [axis]));
  }
};

function splitAlong(l: Lowering, name: string, outputs: number, x: TensorKey, axisInput: TensorKey): void {
  const layout = l.layout(x);
  const [axis = 0] = l.axes(axisInput, l.rank(x));
  const keys = Array.from({ length: outputs }, (_, index): TensorKey => `${name}:${index}`);
  const sizes = keys.map((key) => l.shape(key)[axis]!);
  if (outputs === 1) return l.alias(keys[0]!, x);
  const parts = l.emitter.emitMany(
    'Split',
    [l.use(x, layout)],
    { axis: { i: layout.indexOf(axis) }, ...(!sizes.includes(UNKNOWN) && { split: { ints: sizes } }) },
    outputs,
  );
  keys.forEach((key, index) => l.define(key, parts[index]!, layout));
}

const split: Lower = (l, node) => splitAlong(l, node.name, node.outputs, node.inputs[1]!, node.inputs[0]!);
const splitV: Lower = (l, node) => splitAlong(l, node.name, node.outputs, node.inputs[0]!, node.inputs[2]!);

const tile: Lower = (l, node) => {
  const [x, repeats] = node.inputs as [TensorKey, TensorKey];
  const key: TensorKey = `${node.name}:0`;
  if (!l.isConstant(repeats)) return l.define(key, l.emitter.emit('Tile', [l.use(x), l.useInt64(repeats)]));
  const layout = l.layout(x);
  const counts = l.emitter.int64(arrange(l.numbers(repeats, 'repeats'), layout));
  // ONNX Runtime's Tile takes bool, its WebGPU provider does not; a tensor of one value is no matter.
  if (sizeOf(l.shape(key)) === sizeOf(l.shape(x))) return l.alias(key, x);
  l.define(key, l.emitter.emit('Tile', [l.use(x, layout), counts]), layout);
};

const broadcastTo: Lower = (l, node) => {
  const [x, shape] = node.inputs as [TensorKey, TensorKey];
  const key: TensorKey = `${node.name}:0`;
  const known = !l.shape(key).includes(UNKNOWN);
  l.define(key, l.emitter.emit('Expand', [l.use(x), known ? l.emitter.int64(l.shape(key)) : l.useInt64(shape)]));
};

export const joinOperators: LowerTable = {
  BroadcastTo: broadcastTo,
  Concat: concat,
  ConcatV2: concatV2,
  Pack: pack,
  Split: split,
  SplitV: splitV,
  Tile: tile,
  Unpack: unpack,
};
