import type { Refusal } from '../server';
import { farJoules, gramsCo2, nearJoules, type FarEnergy } from './energy';
import { exactly, isRefusal, known, sum, times, type Figure, type Range } from './figures';
import type { CostInputs } from './inputRows';
import { rentedUsd } from './price';
import type { Served } from './served';
import { lifeEnergy, type LifeEnergy } from './training';

/** One answer near and far, with every figure that its price, energy and carbon rest on. */
export interface CostCase {
  readonly inputs: CostInputs;
  /** From input to answer on this device, ms; null where nobody measured or stated it. */
  readonly nearMs: Figure;
  readonly served: Served | Refusal;
  /** Of one answer, over the network. */
  readonly upBytes: number;
  readonly downBytes: number;
  /** Of a text: tokens that are written. */
  readonly tokens?: number;
}

/** Carbon of one answer, g. */
export interface Carbon {
  readonly use: Range | Refusal;
  /** Its share of the making of what answers: by the time that it takes of its life. */
  readonly made: number | Refusal;
  readonly total: Range | Refusal;
}

/** What an answer costs and takes, near and far. */
export interface Bill {
  /** US dollars for `count` answers, or for a million tokens of a text. */
  readonly usd: { readonly near: Range | Refusal; readonly far: number | Refusal };
  readonly unit: 'thousand answers' | 'million tokens';
  /** J an answer; a text is one answer. */
  readonly joules: { readonly near: Range | Refusal; readonly far: FarEnergy | Refusal };
  readonly grams: { readonly near: Carbon; readonly far: Carbon };
  /** Training against the energy of answers in the cloud, and of answers here. */
  readonly life: { readonly near: LifeEnergy | Refusal; readonly far: LifeEnergy | Refusal };
}

const JOULES_PER_KWH = 3_600_000;
const SECONDS_PER_YEAR = 8760 * 3600;

/** Answers that the price is told for. */
export const answersOf = ({ tokens }: Pick<CostCase, 'tokens'>): number => (tokens ? 1_000_000 / tokens : 1000);

export function billOf(given: CostCase): Bill {
  const { inputs, served, tokens } = given;
  const near = nearEnergy(given);
  const far = isRefusal(served) ? served : farEnergy(given, served);
  const total = isRefusal(far) ? far : far.total;
  const life = (joules: Range | Refusal) =>
    lifeEnergy({
      trainingKwh: inputs.trainingKwh,
      requestsPerDay: inputs.requestsPerDay,
      servedDays: inputs.servedDays,
      joules,
    });
  return {
    unit: tokens ? 'million tokens' : 'thousand answers',
    usd: {
      near: nearUsd(near, inputs, answersOf(given)),
      far: farUsd(given, inputs.usdPerHour),
    },
    joules: { near, far },
    grams: {
      near: carbon(near, inputs.nearGridGPerKwh, madeNear(given)),
      far: carbon(total, inputs.gridGPerKwh, isRefusal(served) ? served : madeFar(inputs, served)),
    },
    life: { near: life(near), far: life(total) },
  };
}

/** Price of `answersOf` answers of the rented server, US dollars. */
export function farUsd(given: CostCase, usdPerHour: Figure): number | Refusal {
  const { served } = given;
  if (isRefusal(served)) return served;
  const { capacityPerSecond, load } = served;
  return rentedUsd({ usdPerHour, capacityPerSecond, load }, answersOf(given));
}

/** The electricity alone: the device is there. */
function nearUsd(joules: Range | Refusal, inputs: CostInputs, answers: number): Range | Refusal {
  if (isRefusal(joules)) return joules;
  const figures = known('The price here', { usdPerKwh: inputs.nearUsdPerKwh }, { usdPerKwh: 'electricity’s price' });
  return isRefusal(figures) ? figures : times(joules, (answers * figures.usdPerKwh) / JOULES_PER_KWH);
}

export function nearEnergy({ inputs, nearMs }: Pick<CostCase, 'inputs' | 'nearMs'>): Range | Refusal {
  const low = nearJoules({ watts: inputs.nearWattsLow, ms: nearMs });
  const high = nearJoules({ watts: inputs.nearWattsHigh, ms: nearMs });
  if (isRefusal(low)) return low;
  return isRefusal(high) ? high : { low: low.low, high: high.high };
}

function farEnergy({ inputs, upBytes, downBytes }: CostCase, { busyMs, load, service }: Served): FarEnergy | Refusal {
  const { chipWatts, idleShare, hostShare, pue, networkKwhPerGBLow, networkKwhPerGBHigh } = inputs;
  // The server waits for software too: its chip is busy for a part of the time that it is occupied.
  const chipLoad = service.meanMs > 0 ? (load * busyMs) / service.meanMs : load;
  return farJoules({
    chipWatts,
    idleShare,
    hostShare,
    pue,
    networkKwhPerGBLow,
    networkKwhPerGBHigh,
    busyMs,
    load: chipLoad,
    upBytes,
    downBytes,
  });
}

function carbon(joules: Range | Refusal, gridGPerKwh: Figure, made: number | Refusal): Carbon {
  const use = isRefusal(joules) ? joules : gramsCo2(joules, gridGPerKwh);
  if (isRefusal(use)) return { use, made, total: use };
  return { use, made, total: typeof made === 'number' ? sum(use, exactly(made)) : made };
}

function madeNear({ inputs: { deviceKg, deviceYears }, nearMs }: CostCase): number | Refusal {
  const figures = known('The carbon of making this device', { deviceKg, deviceYears, nearMs }, names);
  if (isRefusal(figures)) return figures;
  return (figures.deviceKg * 1000 * (figures.nearMs / 1000)) / (figures.deviceYears * SECONDS_PER_YEAR);
}

function madeFar({ serverKg, lifeYears }: CostInputs, { capacityPerSecond, load }: Served): number | Refusal {
  const figures = known('The carbon of making a server', { serverKg, lifeYears }, names);
  if (isRefusal(figures)) return figures;
  const answers = capacityPerSecond * load * figures.lifeYears * SECONDS_PER_YEAR;
  return answers > 0
    ? (figures.serverKg * 1000) / answers
    : { problem: 'The carbon of making a server can’t be told: nothing comes to share it.' };
}

const names = {
  deviceKg: 'what its making emits',
  deviceYears: 'how long it lasts',
  nearMs: 'its time',
  serverKg: 'what its making emits',
  lifeYears: 'how long it lasts',
} as const;
