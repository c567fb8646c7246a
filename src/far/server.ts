import { bytesPerNumber } from '../domain/precision';
import { roofline } from './chips/roofline';
import type { Calibration, Chip } from './chips/schema';
import type { Software } from './software';

/** What answers at the far end, `servers/<id>.ts`: a chip, the software in front of it, and how busy it is. */
export interface ServerProfile extends Software {
  readonly title: string;
  /** A file's name in `chips/`. */
  readonly chip: string;
  /** How the network is stored and computed there: one of the chip's peaks. */
  readonly precision: string;
  /** Share of the time the server is busy with others' requests, 0 to below 1. */
  readonly load: number;
  /** In place of the chip's own: where what this server runs reaches more or less of the peak. */
  readonly calibration?: Calibration;
}

/** What an estimate of a server's time needs of it. */
export interface ComputingServer extends Pick<ServerProfile, 'precision' | 'calibration'> {
  readonly chip: Chip;
}

/** What one answer asks of a server's chip. */
export interface AnswerWork {
  /** Multiply–accumulates. */
  readonly macs: number;
  /** Weights read, each once for every run of its network; their bytes follow from the server's precision. */
  readonly parameters: number;
  /** Runs of networks; the chip's fixed cost comes with each. */
  readonly runs: number;
}

export interface ServerCompute {
  readonly ms: number;
  readonly basis: string;
}

/** Why there is no estimate, in a sentence that can be shown. */
export interface Refusal {
  readonly problem: string;
}

/**
 * Time of one answer on the server's chip, at batch 1: every weight is read once for each run of its network.
 * @returns a refusal where a figure that the estimate needs is unknown
 * @throws RangeError when the work is negative or not finite
 */
export function serverCompute(server: ComputingServer, work: AnswerWork): ServerCompute | Refusal {
  const { chip, precision, calibration = chip.calibration } = server;
  const noEstimate = (why: string): Refusal => ({ problem: `The far side can’t be estimated: ${why}.` });
  if (!calibration) return noEstimate(`nobody has measured how much of its peak ${chip.name} reaches`);
  const bytes = bytesPerNumber(precision);
  if (bytes === undefined) return noEstimate(`how many bytes a weight takes in ${precision} is unknown`);
  const { macs, parameters, runs } = work;
  const overheadMs = calibration.overheadMs * runs;
  const { utilisation } = calibration;
  const estimate = roofline(chip, precision, { macs, bytes: parameters * bytes }, { utilisation, overheadMs });
  if (estimate.kind === 'refused') return noEstimate(estimate.reason);
  const share = (100 * utilisation).toFixed(0);
  const fixed = `${calibration.overheadMs} ms${runs === 1 ? '' : ` for each of ${runs} runs`}`;
  return {
    ms: estimate.ms,
    basis: `Roofline of ${chip.name}, weights in ${precision}, ${share} % of peak + ${fixed}; ${calibration.basis}`,
  };
}
