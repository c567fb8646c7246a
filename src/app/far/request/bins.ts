export interface Bin {
  readonly fromMs: number;
  readonly toMs: number;
  /** Of all. */
  readonly share: number;
}

export interface Bins {
  readonly bins: readonly Bin[];
  /** What lies beyond the axis, of all. */
  readonly beyond: number;
}

/**
 * How many of some times lie in each of `count` equal parts of an axis from 0.
 * @param sortedMs rising
 */
export function binsOf(sortedMs: Float64Array, endMs: number, count: number): Bins {
  const edge = (index: number) => (index * endMs) / count;
  let from = 0;
  const bins = Array.from({ length: count }, (_, index) => {
    const toMs = edge(index + 1);
    let to = from;
    while (to < sortedMs.length && (sortedMs[to] as number) < toMs) to++;
    const share = (to - from) / sortedMs.length;
    from = to;
    return { fromMs: edge(index), toMs, share };
  });
  return { bins, beyond: (sortedMs.length - from) / sortedMs.length };
}

/** The bins as one shape, left to right along the top and back along the ground: x in bins, y from 0 at the highest to 1. */
export function outlineOf({ bins }: Bins): string {
  const most = Math.max(...bins.map(({ share }) => share));
  if (!(most > 0)) return '';
  const tops = bins.map(({ share }, index) => `V${(1 - share / most).toFixed(3)}H${index + 1}`);
  return `M0 1${tops.join('')}V1Z`;
}
