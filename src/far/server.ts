import { chipOf } from './chips/catalogue';
import { efficiencyOf } from './chips/efficiency';
import { roofline } from './chips/roofline';

/** What answers at the far end: a chip, the software in front of it, and how busy it is. */
export interface ServerProfile {
  readonly id: string;
  readonly title: string;
  /** Id in the hardware catalogue. */
  readonly chip: string;
  /** A precision of the chip's peak. */
  readonly precision: string;
  /** Share of the time the server is busy with others' requests, 0 to below 1. */
  readonly load: number;
  /** Request parsing, pre- and post-processing, framework: mean of one request, ms. */
  readonly softwareMs: number;
  /** Spread of the software's time: σ of its logarithm. */
  readonly softwareSigma: number;
  /** Decoding the payload, ms a megabyte (10⁶ bytes) of it. */
  readonly decodeMsPerMB: number;
  /** What the software's figures rest on, in words. */
  readonly assumption: string;
}

const compiled = {
  softwareMs: 2,
  softwareSigma: 0.25,
  decodeMsPerMB: 20,
  assumption: 'Own assumption: a compiled engine behind a lean server, 2 ms a request, lognormal (σ 0.25)',
};

const eager = {
  softwareMs: 11,
  softwareSigma: 0.25,
  decodeMsPerMB: 20,
  assumption:
    'Eager PyTorch adds 10–12 ms at batch 1 (DeepLearningExamples, ResNet-50 on T4 and V100), lognormal (σ 0.25)',
};

export const servers: readonly ServerProfile[] = [
  { id: 'l4-60', title: 'L4 at 60 % load', chip: 'l4', precision: 'fp16', load: 0.6, ...compiled },
  { id: 'l4-idle', title: 'L4, all yours', chip: 'l4', precision: 'fp16', load: 0, ...compiled },
  { id: 't4-60', title: 'T4 at 60 % load', chip: 't4', precision: 'fp16', load: 0.6, ...compiled },
  { id: 't4-eager-60', title: 'T4, eager PyTorch, 60 % load', chip: 't4', precision: 'fp16', load: 0.6, ...eager },
  { id: 'h100-60', title: 'H100 at 60 % load', chip: 'h100-sxm', precision: 'fp16', load: 0.6, ...compiled },
  {
    id: 'haswell-60',
    title: 'Xeon E5 v3 CPU at 60 % load',
    chip: 'haswell-e5-2699v3',
    precision: 'fp32',
    load: 0.6,
    ...compiled,
  },
];

export const DEFAULT_SERVER = 'l4-60';

export function serverOf(id: string): ServerProfile | undefined {
  return servers.find((server) => server.id === id);
}

export interface ServerCompute {
  readonly ms: number;
  readonly basis: string;
}

/**
 * Time of one inference on the server's chip.
 * @throws RangeError when the catalogue lacks a figure that the estimate needs, with a sentence that can be shown
 */
export function serverCompute(server: ServerProfile, macs: number, weightBytes: number): ServerCompute {
  const chip = chipOf(server.chip);
  const efficiency = efficiencyOf(server.chip);
  if (!chip || !efficiency) throw new RangeError(`No calibration is known for the chip '${server.chip}'.`);
  const estimate = roofline(chip, server.precision, { macs, bytes: weightBytes }, efficiency);
  if (estimate.kind === 'refused') throw new RangeError(estimate.reason);
  const share = (100 * efficiency.utilisation).toFixed(0);
  return {
    ms: estimate.ms,
    basis: `Roofline of ${chip.name}, ${server.precision}, ${share} % of peak + ${efficiency.overheadMs} ms; ${efficiency.basis}`,
  };
}

/**
 * Waiting time of one request in an M/M/1 queue, ms: P(wait ≤ t) = 1 − ρ e^(−t (1 − ρ) / s) with load ρ and mean service
 * time s (Kleinrock, "Queueing Systems" vol. 1, ch. 5), at quantile `uniform`.
 * @param uniform in [0, 1)
 */
export function queueWaitMs(load: number, serviceMs: number, uniform: number): number {
  return uniform < 1 - load ? 0 : (serviceMs / (1 - load)) * Math.log(load / (1 - uniform));
}
