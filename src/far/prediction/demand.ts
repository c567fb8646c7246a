import { bytesPerNumber, precisionNamed } from '../../domain/precision';
import type { Chip } from '../chips/schema';
import { rateOf } from './rate';
import { activationsMoved, hasScratchpad, weightsRead } from './traffic';
import { impossible, type Work } from './work';

/** What work costs a chip that reaches all of its peaks: nothing of it is measured. */
export interface Demand {
  readonly kind: 'demand';
  /** One launch at the dense peak, ms. */
  readonly peakMs: number;
  /** What one launch reads and writes while it computes, at the whole bandwidth, ms. */
  readonly memoryMs: number;
  /** Weights that come over the host's link before it computes, ms. */
  readonly reloadMs: number;
  /** Samples of one launch. */
  readonly batch: number;
  /** 10¹² operations a second. */
  readonly peakTops: number;
  /** Multiply–accumulates of one sample and launch. */
  readonly macs: number;
  /** How far each weight is used more than once for a sample, 0 to 1: towards 0 a chain of plain matrix products. */
  readonly reuse: number;
  /** The precision of the arithmetic. */
  readonly runs: string;
  readonly notes: readonly string[];
}

export interface Refused {
  readonly kind: 'refused';
  /** A clause: "no fp16 peak is known for …". */
  readonly reason: string;
}

/** An offline run without a batch says nothing about it: a server's chip is given as many samples at once as suit it. */
const SERVER_BATCH = 32;

/** Uses of a weight a sample, beyond which layers are taken for convolutions. */
const CONVOLUTION_USES = 16;

/**
 * The two sides of a roofline (Williams, Waterman & Patterson, CACM 52(4), 2009) for one launch: operations ÷ peak, and bytes ÷
 * bandwidth, weights counted each time that the chip must read them again.
 * @param isMeasured whether the chip's utilisation comes from measurements of its own: those of a matrix engine that keeps what it
 *   can to itself have memory's part in them, and a missing bandwidth is no obstacle then
 * @returns a refusal that names the figure that is missing, or what is impossible about the work; never throws
 */
export function demandOf(chip: Chip, work: Work, isMeasured: boolean): Demand | Refused {
  const refused = (reason: string): Refused => ({ kind: 'refused', reason });
  const wrong = impossible(work);
  if (wrong) return refused(wrong);
  const { macs, weightBytes, scenario, launches = 1 } = work;
  const precision = precisionNamed(work.precision);
  const bytes = bytesPerNumber(precision);
  if (bytes === undefined) return refused(`how many bytes a weight takes in ${precision} is unknown`);
  const rate = rateOf(chip, precision);
  if (typeof rate === 'string') return refused(rate);
  if (chip.mem_gb && weightBytes > chip.mem_gb * 1e9) {
    const [needed, held] = [weightBytes / 1e9, chip.mem_gb].map((gb) => `${Number(gb.toPrecision(3))} GB`);
    return refused(`weights of ${needed} don’t fit into the ${held} of ${chip.name}`);
  }

  const notes = rate.note ? [rate.note] : [];
  const isOpenBatch = scenario === 'offline' && work.batch === 1 && chip.class === 'server';
  if (isOpenBatch) notes.push(`offline without a batch: ${SERVER_BATCH} samples a launch assumed`);
  const batch = isOpenBatch ? SERVER_BATCH : work.batch;

  const weights = weightsRead(chip, weightBytes);
  const activations = activationsMoved(chip, { ...work, batch });
  const link = chip.weights_kept?.link;
  const bytesMoved = (link ? 0 : weights) + activations;
  const gbps = chip.mem_bw_gbps;
  if (!gbps && !(hasScratchpad(chip) && (isMeasured || bytesMoved === 0))) {
    return refused(`no memory bandwidth is known for ${chip.name}`);
  }
  if (!gbps && bytesMoved > 0) {
    notes.push('no memory bandwidth is published: what memory costs is part of the measured utilisation');
  }
  const parameters = weightBytes / bytes;
  return {
    kind: 'demand',
    peakMs: (2 * macs * batch) / (rate.peakTops * 1e9),
    memoryMs: gbps ? bytesMoved / (gbps * 1e6) : 0,
    reloadMs: link && weights > 0 ? weights / (link.gbps * 1e6) + link.setUpMs : 0,
    batch,
    peakTops: rate.peakTops,
    macs: macs / launches,
    reuse: parameters >= 1 ? 1 - Math.exp(-macs / parameters / CONVOLUTION_USES) : 0,
    runs: rate.runs,
    notes,
  };
}
