import { UnsupportedError } from '../errors';
import { type GraphNode, type TensorKey } from '../ir';
import { withoutAxes, withAxes, type Layout } from '../layout';
import type { Lower, Lowering, LowerTable } from './lowering';

/** Past either end of any axis, within 32 bits: GPU providers cut int64 down. */
const PAST_END = 2 ** 31 - 1;
const BEFORE_START = -(2 ** 31 - 1);

/** What is taken of one axis; `begin` and `end` as in ONNX: negative counts from the end, too far is cut. */
interface Range {
  readonly axis: number;
  readonly begin: number | string;
  readonly end: number | string;
  readonly step: number;
}

/** A bound as a vector of one, at run time where it depends on the input. */
const vector = (l: Lowering, bounds: readonly (number | string)[]): string => {
  if (bounds.every((bound) => typeof bound === 'number')) return l.emitter.int64(bounds);
  const parts = bounds.map((bound) => (typeof bound === 'number' ? l.emitter.int64([bound]) : bound));
  return parts.length === 1 ? parts[0]! : l.emitter.emit('Concat', parts, { axis: { i: 0 } });
};

/** Slices a tensor as it is stored. Axes taken whole are left out, steps of 1 too: onnxruntime-web's WebGL provider has none. */
function slice(l: Lowering, name: string, layout: Layout, ranges: readonly Range[]): string {
  const cut = ranges
    .filter(({ begin, end, step }) => begin !== 0 || end !== PAST_END || step !== 1)
    .map((range) => ({ ...range, axis: layout.indexOf(range.axis) }))
    .sort((a, b) => a.axis - b.axis);
  if (!cut.length) return name;
  const inputs = [
    vector(
      l,
      cut.map(({ begin }) => begin),
    ),
    vector(
      l,
      cut.map(({ end }) => end),
    ),
    l.emitter.int64(cut.map(({ axis }) => axis)),
  ];
  const steps = cut.map(({ step }) => step);
  if (steps.some((step) => step !== 1)) inputs.push(l.emitter.int64(steps));
  return l.emitter.emit('Slice', [name, ...inputs]);
}

/** One element of an integer vector that is known at run time only, as a vector of one. */
function element(l: Lowering, key: TensorKey, index: number): string {
  return l.emitter.emit('Gather', [l.useInt64(key), l.emitter.int64([index])], { axis: { i: 0 } });
}

/** begin + size, where −1 takes the rest. */
const plainSlice: Lower = (l, node) => {
  const [x, begin, size] = node.inputs as [TensorKey, TensorKey, TensorKey];
  const key: TensorKey = `${node.name}:0`;
  const layout = l.layout(x);
  const begins = l.isConstant(begin) ? l.numbers(begin, 'begin') : undefined;
  const sizes = l.isConstant(size) ? l.numbers(size, 'size') : undefined;
  const ranges = l.shape(x).map((length, axis): Range => {
    const taken = sizes?.[axis];
    const from = begins?.[axis];
    if (from === 0 && (taken === -1 || taken === length)) return { axis, begin: 0, end: PAST_END, step: 1 };
    const start = from ?? element(l, begin, axis);
    if (taken === -1) return { axis, begin: start, end: PAST_END, step: 1 };
    if (from !== undefined && taken !== undefined) return { axis, begin: from, end: from + taken, step: 1 };
    return { axis, begin: start, end: endOf(l, vector(l, [start]), taken ?? element(l, size, axis)), step: 1 };
  });
  l.define(key, slice(l, l.use(x, layout), layout, ranges), layout);
};

function endOf(l: Lowering, begin: string, size: number | string): string {
  if (typeof size === 'number') return l.emitter.emit('Add', [begin, l.emitter.int64([size])]);
  const rest = l.emitter.emit('Less', [size, l.emitter.int64([0])]);
  return l.emitter.emit('Where', [rest, l.emitter.int64([PAST_END]), l.emitter.emit('Add', [begin, size])]);
}

interface Spec {
  readonly ranges: readonly Range[];
  /** Source axes that a single index drops. */
  readonly shrunk: readonly number[];
  /** Axes of the result that are new. */
  readonly added: readonly number[];
}

/**
 * Reads the five masks of StridedSlice. Bit i of a mask belongs to entry i of begin, end and strides.
 * Source: https://www.tensorflow.org/api_docs/python/tf/strided_slice
 */
function stridedSpec(l: Lowering, node: GraphNode, rank: number): Spec {
  const [, begin, end, strides] = node.inputs as [TensorKey, TensorKey, TensorKey, TensorKey];
  const steps = l.numbers(strides, 'strides');
  const has = (mask: string, entry: number) => ((node.attributes.int(mask, 0) >> entry) & 1) === 1;
  const bound = (key: TensorKey, entry: number) =>
    l.isConstant(key) ? l.numbers(key, 'bound')[entry]! : element(l, key, entry);
  const entries = steps.map((_, entry) => entry);
  const consumed = entries.filter((entry) => !has('new_axis_mask', entry) && !has('ellipsis_mask', entry)).length;
  const ranges: Range[] = [];
  const shrunk: number[] = [];
  const added: number[] = [];
  let axis = 0;
  let made = 0;
  for (const entry of entries) {
    if (has('ellipsis_mask', entry)) {
      axis += rank - consumed;
      made += rank - consumed;
    } else if (has('new_axis_mask', entry)) {
      added.push(made++);
    } else if (has('shrink_axis_mask', entry)) {
      const from = bound(begin, entry);
      if (typeof from === 'string') throw new UnsupportedError('the index that it takes depends on the input');
      ranges.push({ axis, begin: from, end: from === -1 ? PAST_END : from + 1, step: 1 });
      shrunk.push(axis++);
    } else {
      const step = steps[entry]!;
      const [whole, rest] = step > 0 ? [0, PAST_END] : [PAST_END, BEFORE_START];
      ranges.push({
        axis: axis++,
        begin: has('begin_mask', entry) ? whole : bound(begin, entry),
        end: has('end_mask', entry) ? rest : bound(end, entry),
        step,
      });
      made++;
    }
  }
  return { ranges, shrunk, added };
}

const stridedSlice: Lower = (l, node) => {
  const [x] = node.inputs as [TensorKey];
  const own = l.layout(x);
  const { ranges, shrunk, added } = stridedSpec(l, node, l.rank(x));
  let name = slice(l, l.use(x, own), own, ranges);
  if (shrunk.length) {
    const stored = shrunk.map((axis) => own.indexOf(axis)).sort((a, b) => a - b);
    name = l.emitter.emit('Squeeze', [name], { axes: { ints: stored } });
  }
  const left = withoutAxes(own, shrunk);
  const layout = withAxes(left, added);
  if (added.length) {
    const stored = added.map((axis) => layout.indexOf(axis)).sort((a, b) => a - b);
    name = l.emitter.emit('Unsqueeze', [name], { axes: { ints: stored } });
  }
  l.define(`${node.name}:0`, name, layout);
};

const reverseAxes =
  (axesOf: (l: Lowering, node: GraphNode) => number[]): Lower =>
  (l, node) => {
    const [x] = node.inputs as [TensorKey];
    const layout = l.layout(x);
    const ranges = axesOf(l, node).map((axis): Range => ({ axis, begin: PAST_END, end: BEFORE_START, step: -1 }));
    l.define(`${node.name}:0`, slice(l, l.use(x, layout), layout, ranges), layout);
  };

export const sliceOperators: LowerTable = {
  Slice: plainSlice,
  StridedSlice: stridedSlice,
  Reverse: reverseAxes((l, node) =>
    l.numbers(node.inputs[1], 'dims').flatMap((reversed, axis) => (reversed ? [axis] : [])),
  ),
  ReverseV2: reverseAxes((l, node) => l.axes(node.inputs[1], l.rank(node.inputs[0]))),
};
