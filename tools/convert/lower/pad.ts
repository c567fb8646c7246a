import { UnsupportedError } from '../errors';
import { UNKNOWN, type GraphNode, type TensorKey } from '../ir';
import { arrange, identity, type Layout } from '../layout';
import type { Lower, Lowering, LowerTable } from './lowering';

/** [before, after] of every source axis, from a paddings tensor [rank, 2]. */
function paddings(l: Lowering, key: TensorKey | undefined): [number, number][] {
  const flat = l.numbers(key, 'paddings');
  return Array.from({ length: flat.length / 2 }, (_, axis) => [flat[2 * axis]!, flat[2 * axis + 1]!]);
}

function onnxPads(l: Lowering, pads: readonly [number, number][], layout: Layout): string {
  const stored = arrange(pads, layout);
  return l.emitter.int64([...stored.map(([before]) => before), ...stored.map(([, after]) => after)]);
}

const constantPad: Lower = (l, node) => {
  const [x, pads, fill] = node.inputs as [TensorKey, TensorKey, TensorKey | undefined];
  const key: TensorKey = `${node.name}:0`;
  const layout = l.layout(x);
  const dtype = l.dtype(key) === 'bool' ? 'int32' : l.dtype(key);
  const borders = paddings(l, pads);
  const value = fill ? l.numbers(fill, 'fill value')[0]! : 0;
  const inputs = [l.useAs(x, dtype, layout), onnxPads(l, borders, layout)];
  if (fill) inputs.push(l.emitter.scalar(value, dtype));
  l.bordered.set(key, { source: x, axes: identity(l.rank(x)), pads: borders, fill: value });
  const padded = l.emitter.emit('Pad', inputs, { mode: { s: 'constant' } });
  l.define(key, l.dtype(key) === 'bool' ? l.emitter.cast(padded, 'bool') : padded, layout);
};

/** Mirrored including the edge, which ONNX' Pad lacks: positions are gathered along each padded axis. */
function symmetric(l: Lowering, x: TensorKey, pads: readonly [number, number][], layout: Layout): string {
  return pads.reduce(
    (name, [before, after], axis) => {
      const length = l.shape(x)[axis]!;
      if (before + after === 0) return name;
      if (length === UNKNOWN) throw new UnsupportedError('it mirrors an axis whose length depends on the input');
      const positions = Array.from({ length: before + length + after }, (_, to) => {
        const from = to - before;
        return from < 0 ? -1 - from : from >= length ? 2 * length - 1 - from : from;
      });
      return l.emitter.emit('Gather', [name, l.emitter.int64(positions)], { axis: { i: layout.indexOf(axis) } });
    },
    l.use(x, layout),
  );
}

const mirrorPad = (l: Lowering, node: GraphNode): void => {
  const [x, padInput] = node.inputs as [TensorKey, TensorKey];
  const layout = l.layout(x);
  const pads = paddings(l, padInput);
  const reflects = node.attributes.string('mode', 'REFLECT').toUpperCase() === 'REFLECT';
  const name = reflects
    ? l.emitter.emit('Pad', [l.use(x, layout), onnxPads(l, pads, layout)], { mode: { s: 'reflect' } })
    : symmetric(l, x, pads, layout);
  l.define(`${node.name}:0`, name, layout);
};

export const padOperators: LowerTable = { MirrorPad: mirrorPad, Pad: constantPad, PadV2: constantPad };
