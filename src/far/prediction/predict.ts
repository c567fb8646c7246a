import type { Calibration, Chip } from '../chips/schema';
import { demandOf, type Demand, type Refused } from './demand';
import type { Work } from './work';

export interface Estimate {
  readonly kind: 'estimate';
  /** Of one launch in a single stream, of one sample offline. */
  readonly ms: number;
  /** In 80 of 100 such cases the measured time is between these two. */
  readonly lowMs: number;
  readonly highMs: number;
  /**
   * Parts of `ms`: arithmetic and memory traffic run at the same time, so that the longer one counts; weights over a host's link
   * (counted as memory) and the overhead come on top.
   */
  readonly computeMs: number;
  readonly memoryMs: number;
  readonly overheadMs: number;
  /** The largest part. */
  readonly bound: 'compute' | 'memory' | 'overhead';
  /** The precision of the arithmetic. */
  readonly runs: string;
  /** Share of the peak that the arithmetic reaches for this network, before memory and overhead. */
  readonly utilisation: number;
  /** What is taken from other chips, in words; absent where the chip was measured itself. */
  readonly borrowed?: string;
  /** Clauses: what stands in for what. */
  readonly notes: readonly string[];
}

/** Quantile of the normal distribution that leaves 10 % above it. */
export const TENTH = 1.2815515655446004;

/**
 * Utilisation of a network's arithmetic: u ÷ (1 + √(r M½ ÷ M)) for M multiply–accumulates a sample. Small networks are made of
 * small and depthwise layers, which leave multipliers idle at any batch; r (0 to 1) spares plain matrix products.
 */
export const utilisationOf = ({ utilisation, halfMacs = 0 }: Calibration, { macs, reuse }: Demand): number =>
  macs >= 1 ? utilisation / (1 + Math.sqrt((reuse * halfMacs) / macs)) : utilisation;

/** Parts of one launch, ms. */
export function launchOf(calibration: Calibration, demand: Demand) {
  const computeMs = demand.peakMs / utilisationOf(calibration, demand);
  const memoryMs = demand.memoryMs / (calibration.bandwidth ?? 1);
  return { computeMs, memoryMs, busyMs: Math.max(computeMs, memoryMs) + demand.reloadMs };
}

/**
 * Time of one inference: max(operations ÷ (peak × utilisation), bytes ÷ (bandwidth × share)) + weights over the host's link +
 * fixed overhead, with an 80 % interval. The figures are fitted to published measurements (`../calibration`); the interval is as wide as leaving networks and
 * chips out of them shows.
 * @returns a refusal that names the figure that is missing, or what is impossible about the work; never throws
 */
export function predict(
  chip: Chip,
  work: Work,
  calibration: Calibration | undefined = chip.calibration,
): Estimate | Refused {
  const isMeasured = calibration !== undefined && !calibration.assumed;
  const demand = demandOf(chip, work, isMeasured);
  if (demand.kind === 'refused') return demand;
  if (!calibration) {
    return { kind: 'refused', reason: `nobody has measured how much of its peak ${chip.name} reaches` };
  }
  // Offline a launch is shared by its samples.
  const perSample = work.scenario === 'offline' ? demand.batch : 1;
  const launch = launchOf(calibration, demand);
  const computeMs = launch.computeMs / perSample;
  const memoryMs = (launch.memoryMs + demand.reloadMs) / perSample;
  const overheadMs = (calibration.overheadMs * (work.launches ?? 1)) / perSample;
  const ms = launch.busyMs / perSample + overheadMs;
  const factor = Math.exp(TENTH * (calibration.sigma ?? 0));
  return {
    kind: 'estimate',
    ms,
    lowMs: ms / factor,
    highMs: ms * factor,
    computeMs,
    memoryMs,
    overheadMs,
    bound: overheadMs > Math.max(computeMs, memoryMs) ? 'overhead' : computeMs >= memoryMs ? 'compute' : 'memory',
    runs: demand.runs,
    utilisation: utilisationOf(calibration, demand),
    ...(calibration.assumed && { borrowed: calibration.basis }),
    notes: demand.notes,
  };
}
