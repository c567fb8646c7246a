/**
 * Memory layouts. TensorFlow.js keeps channels last, ONNX wants them first; a tensor may be stored in the order of either, or
 * in any other that a transposition left behind. A layout says how a stored tensor's axes come from the source tensor's:
 * stored axis i is source axis layout[i].
 */
export type Layout = readonly number[];

/** Source order. */
export function identity(rank: number): number[] {
  return Array.from({ length: rank }, (_, axis) => axis);
}

/** [N, …, C] stored as [N, C, …]. */
export function channelsFirst(rank: number): number[] {
  return rank < 3 ? identity(rank) : [0, rank - 1, ...identity(rank - 2).map((axis) => axis + 1)];
}

export function sameLayout(a: Layout, b: Layout): boolean {
  return a.length === b.length && a.every((axis, index) => axis === b[index]);
}

/** Source values as stored: a shape, a list of pads, anything with one entry an axis. */
export function arrange<T>(perAxis: readonly T[], layout: Layout): T[] {
  return layout.map((axis) => perAxis[axis]!);
}

/** The `perm` of a Transpose that turns a tensor stored as `from` into one stored as `to`. */
export function between(from: Layout, to: Layout): number[] {
  return to.map((axis) => from.indexOf(axis));
}

/** The layout left after source axes are dropped. */
export function withoutAxes(layout: Layout, dropped: readonly number[]): number[] {
  const kept = layout.filter((axis) => !dropped.includes(axis));
  return kept.map((axis) => kept.filter((other) => other < axis).length);
}

/**
 * The layout after axes of length 1 are put in.
 * @param added their positions in the new source tensor; each is stored just before the axis that follows it there
 */
export function withAxes(layout: Layout, added: readonly number[]): number[] {
  const rank = layout.length + added.length;
  const old = identity(rank).filter((axis) => !added.includes(axis));
  const result = layout.map((axis) => old[axis]!);
  for (const axis of [...added].sort((a, b) => b - a)) {
    const next = result.indexOf(axis + 1);
    const previous = result.indexOf(axis - 1);
    result.splice(next >= 0 ? next : previous + 1, 0, axis);
  }
  return result;
}

/** True where a transposition moves no value: the axes longer than 1 keep their order. An unknown length counts as longer. */
export function keepsOrder(storedShape: readonly number[], perm: readonly number[]): boolean {
  const long = perm.filter((axis) => storedShape[axis] !== 1);
  return long.every((axis, index) => index === 0 || long[index - 1]! < axis);
}

/** Values of a constant, transposed. */
export function transposeValues<T extends Float32Array | Int32Array | Uint8Array>(
  values: T,
  shape: readonly number[],
  perm: readonly number[],
): T {
  if (keepsOrder(shape, perm)) return values;
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, length) => product * length, 1));
  const lengths = perm.map((axis) => shape[axis]!);
  const steps = perm.map((axis) => strides[axis]!);
  const index = new Array<number>(perm.length).fill(0);
  const result = values.slice() as T;
  for (let to = 0, from = 0; to < result.length; to++) {
    result[to] = values[from]!;
    for (let axis = perm.length - 1; axis >= 0; axis--) {
      from += steps[axis]!;
      if (++index[axis]! < lengths[axis]!) break;
      from -= steps[axis]! * lengths[axis]!;
      index[axis] = 0;
    }
  }
  return result;
}
