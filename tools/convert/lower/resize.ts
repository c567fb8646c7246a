import { UnsupportedError } from '../errors';
import { UNKNOWN, type GraphNode, type TensorKey } from '../ir';
import { channelsFirst, type Layout } from '../layout';
import type { AttributeMap } from './emitter';
import type { Lower, Lowering, LowerTable } from './lowering';
import { shapeOf } from './shape';

const SPATIAL = [1, 2];

function coordinates(node: GraphNode): 'align_corners' | 'half_pixel' | 'asymmetric' {
  if (node.attributes.bool('align_corners')) return 'align_corners';
  return node.attributes.bool('half_pixel_centers') ? 'half_pixel' : 'asymmetric';
}

function floats(l: Lowering, ...values: number[]): string {
  const shape = [values.length];
  return l.emitter.constant({ dtype: 'float32', shape, values: Float32Array.from(values) });
}

/**
 * The inputs behind the picture: region (unused; required up to operator set 12), scales, sizes. Whole scales are given as
 * such, since onnxruntime-web's WebGL provider knows no sizes; what is not given is empty.
 */
function target(l: Lowering, key: TensorKey, x: TensorKey, sizeInput: TensorKey): string[] {
  const [from, to] = [l.shape(x), l.shape(key)];
  const empty = floats(l);
  const known = SPATIAL.every((axis) => from[axis] !== UNKNOWN && to[axis] !== UNKNOWN);
  const scales = SPATIAL.map((axis) => to[axis]! / from[axis]!);
  if (known && scales.every(Number.isInteger)) return [empty, floats(l, 1, 1, ...scales)];
  if (!to.includes(UNKNOWN)) return [empty, empty, l.emitter.int64([to[0]!, to[3]!, to[1]!, to[2]!])];
  const unchanged = l.emitter.emit('Gather', [shapeOf(l, x), l.emitter.int64([0, 3])], { axis: { i: 0 } });
  const sizes = l.emitter.emit('Concat', [unchanged, l.useInt64(sizeInput)], { axis: { i: 0 } });
  return [empty, empty, sizes];
}

function resize(l: Lowering, node: GraphNode, attributes: AttributeMap): void {
  const [x, size] = node.inputs as [TensorKey, TensorKey];
  const key: TensorKey = `${node.name}:0`;
  const layout = channelsFirst(4);
  const inputs = [l.useAs(x, 'float32', layout), ...target(l, key, x, size)];
  l.define(key, l.emitter.emit('Resize', inputs, attributes), layout);
}

const bilinear: Lower = (l, node) => {
  const mode = coordinates(node);
  resize(l, node, { mode: { s: 'linear' }, coordinate_transformation_mode: { s: mode } });
};

/** Where TensorFlow.js' ResizeNearestNeighbor reads along one axis. */
function nearestPositions(node: GraphNode, from: number, to: number): number[] {
  const aligned = node.attributes.bool('align_corners');
  const half = node.attributes.bool('half_pixel_centers');
  const ratio = aligned && to > 1 ? (from - 1) / (to - 1) : from / to;
  return Array.from({ length: to }, (_, position) => {
    const source = half ? ratio * (position + 0.5) : ratio * position;
    return Math.max(0, Math.min(from - 1, aligned ? Math.round(source) : Math.floor(source)));
  });
}

function gatherNearest(l: Lowering, node: GraphNode, layout: Layout): void {
  const [x] = node.inputs as [TensorKey];
  const key: TensorKey = `${node.name}:0`;
  const name = SPATIAL.reduce(
    (name, axis) => {
      const positions = nearestPositions(node, l.shape(x)[axis]!, l.shape(key)[axis]!);
      return l.emitter.emit('Gather', [name, l.emitter.int64(positions)], { axis: { i: layout.indexOf(axis) } });
    },
    l.use(x, layout),
  );
  l.define(key, name, layout);
}

/** More copies than 4 × 4 side by side would cost more than they save. */
const MAX_COPIES = 16;

/**
 * Repeats every pixel `scale` times both ways as copies of all channels that move from depth to space: exact, and within the
 * operators of onnxruntime-web's WebGL provider, whose Resize knows no nearest mode.
 */
function repeatPixels(l: Lowering, node: GraphNode, scale: number): void {
  const layout = channelsFirst(4);
  const x = l.useAs(node.inputs[0], 'float32', layout);
  const copies = l.emitter.emit('Concat', new Array<string>(scale * scale).fill(x), { axis: { i: 1 } });
  const attributes = { blocksize: { i: scale }, mode: { s: 'DCR' } };
  l.define(`${node.name}:0`, l.emitter.emit('DepthToSpace', [copies], attributes), layout);
}

/** Whole scales repeat each value; other known sizes gather, which no rounding of a provider can shift. */
const nearest: Lower = (l, node) => {
  const [x] = node.inputs as [TensorKey];
  const [from, to] = [l.shape(x), l.shape(`${node.name}:0`)];
  const known = SPATIAL.every((axis) => from[axis] !== UNKNOWN && to[axis] !== UNKNOWN);
  const mode = coordinates(node);
  const repeats = known && mode !== 'align_corners' && SPATIAL.every((axis) => to[axis]! % from[axis]! === 0);
  if (known && !repeats) return gatherNearest(l, node, l.layout(x));
  const [down, across] = SPATIAL.map((axis) => to[axis]! / from[axis]!) as [number, number];
  if (known && down === across && down > 1 && down * across <= MAX_COPIES) return repeatPixels(l, node, down);
  if (mode === 'align_corners') throw new UnsupportedError('it aligns corners of a picture whose size is not known');
  // With whole scales, half-pixel centres read the same pixels as none.
  const transform = known || mode === 'asymmetric' ? 'asymmetric' : 'tf_half_pixel_for_nn';
  resize(l, node, {
    mode: { s: 'nearest' },
    coordinate_transformation_mode: { s: transform },
    nearest_mode: { s: 'floor' },
  });
};

export const resizeOperators: LowerTable = { ResizeBilinear: bilinear, ResizeNearestNeighbor: nearest };
