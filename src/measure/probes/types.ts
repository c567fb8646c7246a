import type { Reason } from '../../domain/problem';
import type { ComputePrecision } from '../../runtimes/types';

/** What a probe asks of the device: a matrix product on a target, or a copy of memory. */
export type ProbeSpec =
  | {
      readonly kind: 'matrix-product';
      readonly target: string;
      /** Absent: single. */
      readonly precision?: Exclude<ComputePrecision, 'fp32'>;
    }
  | { readonly kind: 'memory-copy' }
  | { readonly kind: 'gpu-copy' };

/** Of whole numbers an operation is none in floating point. */
export type ProbeUnit = 'FLOP/s' | 'OP/s' | 'B/s';

/** A rate as one opening gave it: repeats in one worker, so that the interval says nothing of another opening. */
export interface ProbeFigure {
  readonly unit: ProbeUnit;
  /** Work of one repeat ÷ the median of the repeats. */
  readonly perSecond: number;
  /** 95 % interval of that over the repeats. */
  readonly interval: readonly [low: number, high: number];
  readonly n: number;
  /** What was done, in words: "512 × 512, 4 in a row". */
  readonly what: string;
  readonly threads?: number;
  readonly adapter?: string;
  readonly software?: boolean;
  /** What the arithmetic ran in, where it is not single precision. */
  readonly precision?: string;
}

export type ProbeOutcome =
  { readonly ok: true; readonly figure: ProbeFigure } | { readonly ok: false; readonly reason: Reason };

/** From the probe's worker: a sign of life, or the end. */
export type ProbeNews = { readonly alive: true } | ProbeOutcome;

/** What tells a probe from others, as it is stored. */
export function probeId(spec: ProbeSpec): string {
  if (spec.kind !== 'matrix-product') return spec.kind;
  return `${spec.kind}:${spec.target}${spec.precision ? `:${spec.precision}` : ''}`;
}
