import type { Calibration, Chip } from './schema';

/** What one inference asks of a chip. */
export interface Work {
  /** Multiply–accumulates; one is two operations. */
  readonly macs: number;
  /** Bytes read from memory: at batch 1 at least every weight once. */
  readonly bytes: number;
}

export type Estimate =
  | {
      readonly kind: 'estimate';
      readonly ms: number;
      /** Time of the arithmetic alone, and of the memory traffic alone; the longer one counts. */
      readonly computeMs: number;
      readonly memoryMs: number;
      readonly bound: 'compute' | 'memory';
    }
  | {
      readonly kind: 'refused';
      /** A clause: "no fp16 peak is known for …". */
      readonly reason: string;
    };

/**
 * Time of one inference: max(operations ÷ (peak × utilisation), bytes ÷ bandwidth) + fixed overhead, the roofline of
 * Williams, Waterman & Patterson (CACM 52(4), 2009) with the peak scaled to what inference reaches. Activations are
 * taken to stay on the chip.
 * @param precision a key of the chip's `peak_tops_dense`: `fp16`, `int8` …
 * @returns ms, or a refusal where a figure that the formula needs is unknown
 * @throws RangeError when the work is negative or not finite, or the utilisation outside (0, 1]
 */
export function roofline(
  chip: Chip,
  precision: string,
  work: Work,
  { utilisation, overheadMs }: Pick<Calibration, 'utilisation' | 'overheadMs'>,
): Estimate {
  for (const amount of [work.macs, work.bytes, overheadMs]) {
    if (!Number.isFinite(amount) || amount < 0) throw new RangeError(`Work is a finite amount from 0, not ${amount}.`);
  }
  if (!(utilisation > 0 && utilisation <= 1)) throw new RangeError(`Utilisation is from 0 to 1, not ${utilisation}.`);
  const peakTops = chip.peak_tops_dense[precision];
  if (!peakTops) return { kind: 'refused', reason: `no ${precision} peak is known for ${chip.name}` };
  if (!chip.mem_bw_gbps) return { kind: 'refused', reason: `no memory bandwidth is known for ${chip.name}` };

  const computeMs = (2 * work.macs) / (peakTops * 1e9 * utilisation);
  const memoryMs = work.bytes / (chip.mem_bw_gbps * 1e6);
  return {
    kind: 'estimate',
    ms: Math.max(computeMs, memoryMs) + overheadMs,
    computeMs,
    memoryMs,
    bound: computeMs >= memoryMs ? 'compute' : 'memory',
  };
}
