import { percentile, sorted } from '../../statistics/samples';

export interface Bin {
  readonly fromMs: number;
  readonly toMs: number;
  readonly count: number;
}

/**
 * Samples in bins of one width: as many as Freedman and Diaconis' rule asks for (twice the middle half's width by the cube root of
 * n; "On the histogram as a density estimator", 1981), at most 24, the last also holding what is slower than the 99th percentile.
 */
export function histogram(samplesMs: readonly number[]): Bin[] {
  const samples = sorted(samplesMs);
  const low = samples[0] ?? 0;
  const high = percentile(samples, 99);
  if (high <= low) return [{ fromMs: low, toMs: samples.at(-1) ?? low, count: samples.length }];
  const wanted = (2 * (percentile(samples, 75) - percentile(samples, 25))) / Math.cbrt(samples.length);
  const count = Math.min(24, Math.max(1, wanted > 0 ? Math.ceil((high - low) / wanted) : 12));
  const width = (high - low) / count;
  const counts = Array.from({ length: count }, () => 0);
  for (const sample of samples) {
    const bin = Math.min(count - 1, Math.floor((sample - low) / width));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((many, index) => ({
    fromMs: low + index * width,
    toMs: index === count - 1 ? (samples.at(-1) ?? high) : low + (index + 1) * width,
    count: many,
  }));
}
