import type { Chip } from '../chips/schema';

/** What a chip computes a precision in, and how fast at most. */
export interface Rate {
  /** 10¹² operations a second, dense. */
  readonly peakTops: number;
  /** The precision of the arithmetic. */
  readonly runs: string;
  /** A clause, where that isn't the precision asked for. */
  readonly note?: string;
}

/** Narrower to wider: each is computed exactly, or as good as, in those after it. */
const WIDER: Readonly<Record<string, readonly string[]>> = {
  int4: ['int8', 'fp16', 'bf16', 'fp32'],
  fp4: ['fp8', 'fp16', 'bf16', 'fp32'],
  int8: ['fp16', 'bf16', 'fp32'],
  fp8: ['fp16', 'bf16', 'fp32'],
  fp16: ['fp32'],
  bf16: ['fp32'],
  tf32: ['fp32'],
};

/** Their compilers compute any precision; a matrix engine multiplies what it was built for. */
const WIDENS: readonly Chip['kind'][] = ['cpu', 'gpu', 'integrated-gpu'];

/** What a matrix engine may be given instead: numbers of 16 bits of the other kind, and 4-bit weights unpacked. */
const CONVERTED: Readonly<Record<string, readonly string[]>> = {
  int4: ['int8', 'fp16', 'bf16'],
  fp16: ['bf16'],
  bf16: ['fp16'],
};

/**
 * The chip's own peak in a precision; else what its row says runs instead; else, on a processor or a GPU, the next wider
 * precision whose peak is known, as their libraries do (weights stay stored as they are); on a matrix engine, what a compiler
 * converts it to without loss that matters.
 * @returns a clause that names the missing figure, where there is none of these
 */
export function rateOf(chip: Chip, precision: string): Rate | string {
  const own = chip.peak_tops_dense[precision];
  if (own) return { peakTops: own, runs: precision };
  const standIn = chip.runs?.[precision];
  const standInPeak = standIn && chip.peak_tops_dense[standIn.as];
  if (standInPeak) {
    const note = `no ${precision} peak is published: ${standIn.why}`;
    return { peakTops: standInPeak * standIn.rate, runs: precision, note };
  }
  const others = WIDENS.includes(chip.kind) ? WIDER : CONVERTED;
  const wider = Object.hasOwn(others, precision)
    ? others[precision]?.find((other) => chip.peak_tops_dense[other])
    : undefined;
  const widerPeak = wider !== undefined && chip.peak_tops_dense[wider];
  if (widerPeak) return { peakTops: widerPeak, runs: wider, note: `stored in ${precision}, computed in ${wider}` };
  return `no ${precision} peak is known for ${chip.name}`;
}

/** Best first, by width: what a maker of the chip would compute a small network in. */
const PREFERRED = ['int8', 'fp8', 'fp16', 'bf16', 'tf32', 'fp32', 'int16'];

/** @returns the narrowest precision of 8 bits or more that the chip computes, undefined where no peak is known */
export const bestPrecision = (chip: Chip): string | undefined =>
  PREFERRED.find((precision) => chip.peak_tops_dense[precision]);

/** @returns 10¹² operations a second in the fastest precision of 8 bits or more, undefined where no peak is known */
export function bestTops(chip: Chip): number | undefined {
  const peaks = PREFERRED.flatMap((precision) => chip.peak_tops_dense[precision] ?? []);
  return peaks.length > 0 ? Math.max(...peaks) : undefined;
}
