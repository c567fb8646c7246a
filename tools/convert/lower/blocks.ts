import { UnsupportedError } from '../errors';
import { UNKNOWN, type TensorKey } from '../ir';
import { channelsFirst, identity } from '../layout';
import type { Lower, Lowering, LowerTable } from './lowering';

/** Blocks of values moved from channels to space; ONNX' DCR order is TensorFlow's. */
const depthToSpace: Lower = (l, node) => {
  const [x] = node.inputs as [TensorKey];
  const layout = node.attributes.string('data_format', 'NHWC') === 'NCHW' ? identity(4) : channelsFirst(4);
  const name = l.emitter.emit('DepthToSpace', [l.use(x, layout)], {
    blocksize: { i: node.attributes.int('block_size', 2) },
    mode: { s: 'DCR' },
  });
  l.define(`${node.name}:0`, name, layout);
};

/** Lengths of which all but the batch must be known; the batch may be worked out. */
function knownBehindBatch(l: Lowering, key: TensorKey): readonly number[] {
  const shape = l.shape(key);
  if (shape.slice(1).includes(UNKNOWN))
    throw new UnsupportedError('it moves blocks of an axis whose length is not known');
  return shape;
}

function pairs(l: Lowering, key: TensorKey | undefined, role: string): [number, number][] {
  const flat = l.numbers(key, role);
  return Array.from({ length: flat.length / 2 }, (_, row) => [flat[2 * row]!, flat[2 * row + 1]!]);
}

/** Pads, cuts every spatial axis into blocks and moves the positions inside a block to the front of the batch. */
const spaceToBatch: Lower = (l, node) => {
  const [x, blockInput, padInput] = node.inputs as [TensorKey, TensorKey, TensorKey];
  const { emitter } = l;
  const blocks = l.numbers(blockInput, 'block_shape');
  const pads = pairs(l, padInput, 'paddings');
  const shape = knownBehindBatch(l, x);
  const spatial = blocks.length;
  const rest = shape.slice(1 + spatial);
  const padded = pads.map(([before, after], i) => shape[1 + i]! + before + after);
  const onnxPads = [[0, 0], ...pads, ...rest.map(() => [0, 0])];
  const input = emitter.emit('Pad', [
    l.use(x),
    emitter.int64([...onnxPads.map(([before]) => before!), ...onnxPads.map(([, after]) => after!)]),
  ]);
  const cut = padded.flatMap((length, i) => [length / blocks[i]!, blocks[i]!]);
  const split = emitter.emit('Reshape', [input, emitter.int64([shape[0]!, ...cut, ...rest])]);
  const inside = blocks.map((_, i) => 2 + 2 * i);
  const outside = blocks.map((_, i) => 1 + 2 * i);
  const perm = [...inside, 0, ...outside, ...rest.map((_, i) => 1 + 2 * spatial + i)];
  const moved = emitter.emit('Transpose', [split], { perm: { ints: perm } });
  const key: TensorKey = `${node.name}:0`;
  l.define(key, emitter.emit('Reshape', [moved, emitter.int64(l.shape(key))]));
};

/** The way back, then cropped. */
const batchToSpace: Lower = (l, node) => {
  const [x, blockInput, cropInput] = node.inputs as [TensorKey, TensorKey, TensorKey];
  const { emitter } = l;
  const blocks = l.numbers(blockInput, 'block_shape');
  const crops = pairs(l, cropInput, 'crops');
  const shape = knownBehindBatch(l, x);
  const key: TensorKey = `${node.name}:0`;
  const spatial = blocks.length;
  const batch = l.shape(key)[0]!;
  const lengths = shape.slice(1, 1 + spatial);
  const rest = shape.slice(1 + spatial);
  const split = emitter.emit('Reshape', [l.use(x), emitter.int64([...blocks, batch, ...lengths, ...rest])]);
  const woven = blocks.flatMap((_, i) => [1 + spatial + i, i]);
  const perm = [spatial, ...woven, ...rest.map((_, i) => 1 + 2 * spatial + i)];
  const moved = emitter.emit('Transpose', [split], { perm: { ints: perm } });
  const whole = lengths.map((length, i) => length * blocks[i]!);
  const joined = emitter.emit('Reshape', [moved, emitter.int64([batch, ...whole, ...rest])]);
  const cropped = emitter.emit('Slice', [
    joined,
    emitter.int64(crops.map(([before]) => before)),
    emitter.int64(crops.map(([, after], i) => whole[i]! - after)),
    emitter.int64(crops.map((_, i) => 1 + i)),
  ]);
  l.define(key, crops.flat().some((crop) => crop !== 0) ? cropped : joined);
};

export const blockOperators: LowerTable = {
  BatchToSpaceND: batchToSpace,
  DepthToSpace: depthToSpace,
  SpaceToBatchND: spaceToBatch,
};
