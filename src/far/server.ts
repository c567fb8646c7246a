import { significant } from '../domain/number';
import { bytesPerNumber } from '../domain/precision';
import type { Calibration, Chip } from './chips/schema';
import { predict } from './prediction/predict';
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
  /** Answers worked out together, with the weights read once; absent 1. */
  readonly batch?: number;
}

export interface ServerCompute {
  readonly ms: number;
  /** In 80 of 100 such cases the time is between these two, ms; absent where nobody knows how far off it may be. */
  readonly interval?: readonly [number, number];
  readonly basis: string;
}

/** Why there is no estimate, in a sentence that can be shown. */
export interface Refusal {
  readonly problem: string;
}

/**
 * Time of one answer on the server's chip, or of a batch of them: every weight is read once for each run of its network.
 * @returns a refusal where a figure that the estimate needs is unknown, or where the work can't be
 */
export function serverCompute(server: ComputingServer, work: AnswerWork): ServerCompute | Refusal {
  const { chip, precision, calibration = chip.calibration } = server;
  const { macs, parameters, runs, batch = 1 } = work;
  const weightBytes = parameters * (bytesPerNumber(precision) ?? 0);
  const asked = { macs, weightBytes, precision, batch, scenario: 'single-stream', launches: runs } as const;
  const estimate = predict(chip, asked, calibration);
  if (estimate.kind === 'refused') return { problem: `The far side can’t be estimated: ${estimate.reason}.` };
  const { ms, lowMs, highMs, notes } = estimate;
  const isRange = lowMs < highMs;
  const share = (100 * estimate.utilisation).toFixed(0);
  const fixed = `${calibration?.overheadMs} ms${runs === 1 ? '' : ` for each of ${runs} runs`}`;
  const weights = [`weights in ${precision}`, ...notes].join('; ');
  return {
    ms,
    ...(isRange && { interval: [lowMs, highMs] as const }),
    basis: `Roofline of ${chip.name}, ${weights}, ${share} % of peak + ${fixed}; ${calibration?.basis}${isRange ? `; 80 % of such cases ${rangeInMs(lowMs, highMs)}` : ''}`,
  };
}

const rangeInMs = (lowMs: number, highMs: number) => `${significant(lowMs, 2)} to ${significant(highMs, 2)} ms`;
