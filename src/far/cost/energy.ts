import { exactly, isRefusal, known, sum, times, type Figure, type Range } from './figures';
import type { Refusal } from '../server';

const JOULES_PER_WH = 3600;
const JOULES_PER_KWH = 3_600_000;
const BYTES_PER_GB = 1e9;

/** Energy of one answer on the device, J: its power while it works × the time that it works. */
export function nearJoules({ watts, ms }: { readonly watts: Figure; readonly ms: Figure }): Range | Refusal {
  const figures = known('The device’s energy', { watts, ms }, { watts: 'the device’s power', ms: 'its time' });
  return isRefusal(figures) ? figures : exactly((figures.watts * figures.ms) / 1000);
}

/** Two readings of a battery while the device worked. */
export interface Reading {
  /** 0 to 1, as browsers and systems give it: in hundredths. */
  readonly levelBefore: Figure;
  readonly levelAfter: Figure;
  readonly capacityWh: Figure;
  /** True where it was on mains meanwhile; null where nobody knows. */
  readonly charging: boolean | null;
}

/** Readings around some answers. */
export interface Discharge extends Reading {
  readonly answers: number;
}

/** A level is read in hundredths, so that the difference of two is off by as much. */
const LEVEL_STEP = 0.01;

/**
 * Energy of one answer by what the battery lost meanwhile, J: level × capacity, the whole device with its screen. A level in hundredths
 * leaves its two ends apart; over a short run they are far apart.
 */
export function batteryJoules({ answers, ...read }: Discharge): Range | Refusal {
  const what = 'The device’s energy';
  const lost = lostWh(what, read);
  if (isRefusal(lost)) return lost;
  return answers >= 1
    ? times(lost, JOULES_PER_WH / answers)
    : { problem: `${what} can’t be told: not one answer was given.` };
}

/** Power of the whole device by what its battery lost in some hours, W. */
export function batteryWatts({ hours, ...read }: Reading & { readonly hours: number }): Range | Refusal {
  const what = 'The device’s power';
  const lost = lostWh(what, read);
  if (isRefusal(lost)) return lost;
  return hours > 0 && hours < Infinity
    ? times(lost, 1 / hours)
    : { problem: `${what} can’t be told: no time passed between the readings.` };
}

function lostWh(what: string, { charging, ...read }: Reading): Range | Refusal {
  if (charging === null) return { problem: `${what} can’t be told: whether it was charging is unknown.` };
  if (charging) return { problem: `${what} can’t be told from its battery while it charges.` };
  const figures = known(what, read, {
    levelBefore: 'the battery’s level before',
    levelAfter: 'its level after',
    capacityWh: 'its capacity',
  });
  if (isRefusal(figures)) return figures;
  const lost = figures.levelBefore - figures.levelAfter;
  if (!(lost > LEVEL_STEP / 2 && figures.levelBefore <= 1)) {
    return { problem: `${what} can’t be told: the battery’s level didn’t fall, so it ran too short a time.` };
  }
  return {
    low: Math.max(0, lost - LEVEL_STEP) * figures.capacityWh,
    high: (lost + LEVEL_STEP) * figures.capacityWh,
  };
}

export interface ServedAnswer {
  /** Of the chip while it is busy, W. */
  readonly chipWatts: Figure;
  /** Its power when idle, as a share of that. */
  readonly idleShare: Figure;
  /** Power of the rest of the server over the chip's. */
  readonly hostShare: Figure;
  readonly pue: Figure;
  /** Time that the chip is busy with one answer, ms: a batch's time over its answers. */
  readonly busyMs: Figure;
  /** Share of the time that the server is busy, above 0 to 1. */
  readonly load: Figure;
  readonly upBytes: number;
  readonly downBytes: number;
  readonly networkKwhPerGBLow: Figure;
  readonly networkKwhPerGBHigh: Figure;
}

/** Energy of one answer in a cloud, J, by who takes it. */
export interface FarEnergy {
  readonly chip: number;
  readonly host: number;
  /** Cooling and conversion: the part of PUE above 1. */
  readonly overhead: number;
  readonly network: Range;
  readonly total: Range;
}

/**
 * Energy of one answer of a server that is busy for a share ρ of the time. A chip draws idle + ρ (busy − idle) on average (Fan, Weber &
 * Barroso, "Power Provisioning for a Warehouse-sized Computer", ISCA 2007: nearly linear), and its answers share all of it: s (busy − idle +
 * idle ⁄ ρ) each, s the time of one. The network's part is an average by byte carried and no marginal cost.
 */
export function farJoules(answer: ServedAnswer): FarEnergy | Refusal {
  const { upBytes, downBytes, ...figures } = answer;
  const what = 'An answer’s energy in a cloud';
  const all = known(what, { ...figures, upBytes, downBytes }, names);
  if (isRefusal(all)) return all;
  const { chipWatts, idleShare, hostShare, pue, busyMs, load } = all;
  if (load === 0) return { problem: `${what} can’t be told: at no load nobody shares what the idle server takes.` };
  if (load > 1) return { problem: `${what} can’t be told: a load is at most 100 %.` };
  if (idleShare > 1) return { problem: `${what} can’t be told: a chip takes no more idle than busy.` };
  if (pue < 1) return { problem: `${what} can’t be told: a PUE is at least 1.` };
  const { networkKwhPerGBLow: low, networkKwhPerGBHigh: high } = all;
  if (low > high) return { problem: `${what} can’t be told: the network’s energy has its ends the wrong way round.` };
  const chip = (busyMs / 1000) * chipWatts * (1 - idleShare + idleShare / load);
  const host = chip * hostShare;
  const overhead = (chip + host) * (pue - 1);
  const network = times({ low, high }, ((upBytes + downBytes) / BYTES_PER_GB) * JOULES_PER_KWH);
  return { chip, host, overhead, network, total: sum(exactly(chip + host + overhead), network) };
}

const names = {
  chipWatts: 'the chip’s power',
  idleShare: 'its power when idle',
  hostShare: 'the power of the server around it',
  pue: 'the data centre’s PUE',
  busyMs: 'the chip’s time for an answer',
  load: 'the server’s load',
  upBytes: 'the request’s size',
  downBytes: 'the answer’s size',
  networkKwhPerGBLow: 'the network’s energy a byte (least)',
  networkKwhPerGBHigh: 'the network’s energy a byte (most)',
} as const;

/** Carbon of some energy from a grid, g of CO₂. */
export function gramsCo2(joules: Range, gridGPerKwh: Figure): Range | Refusal {
  const figures = known('The carbon', { gridGPerKwh }, { gridGPerKwh: 'the grid’s carbon a kWh' });
  return isRefusal(figures) ? figures : times(joules, figures.gridGPerKwh / JOULES_PER_KWH);
}
