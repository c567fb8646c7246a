import { isRefusal, known, type Figure } from './figures';
import type { Service } from '../queue/service';
import type { Refusal } from '../server';
import { workersFor } from './workers';

const HOURS_A_YEAR = 8760;
const DAYS_A_YEAR = 365;
const SECONDS_A_DAY = 86_400;

export interface Ownership {
  readonly requestsPerDay: Figure;
  /** Busiest hour over the average. */
  readonly peakFactor: Figure;
  readonly mostWaitMs: Figure;
  /** How long a server is busy with one request. */
  readonly service: Service;
  readonly usdPerHour: Figure;
  readonly serverUsd: Figure;
  readonly lifeYears: Figure;
  readonly upkeepShare: Figure;
  readonly usdPerKwh: Figure;
  readonly chipWatts: Figure;
  /** Of the time that a server is busy, what its chip is; absent 1. */
  readonly chipShare?: number;
  readonly idleShare: Figure;
  readonly hostShare: Figure;
  readonly pue: Figure;
}

/** What one server has to do over a year, or several. */
export interface Demand {
  readonly servers: number;
  /** Share of the time that a server is busy, over the year. */
  readonly load: number;
  /** All servers, always on. */
  readonly serverHours: number;
  /** With as many servers at any time as are needed at the busiest hour's load: what scaling by the hour can save at most. */
  readonly leastHours: number;
}

/** A year of buying, US dollars. */
export interface Bought {
  readonly hardware: number;
  readonly upkeep: number;
  readonly power: number;
  readonly total: number;
}

/** A year of renting, US dollars. */
export interface Rented {
  readonly alwaysOn: number;
  readonly scaled: number;
}

export interface YearOfOwnership {
  readonly demand: Demand;
  readonly buy: Bought | Refusal;
  readonly rent: Rented | Refusal;
  /** Rent for so many hours a day costs as much as buying one server; beyond 24 renting is cheaper in any case. */
  readonly evenHoursADay: number | Refusal;
}

/**
 * A year at N requests a day: as many servers as keep the queue short in the busiest hour (M/G/c), bought (their price over their life,
 * upkeep, power with that of the idle hours) or rented by the hour.
 */
export function yearOfOwnership(options: Ownership): YearOfOwnership | Refusal {
  const demand = demandOf(options);
  if (isRefusal(demand)) return demand;
  const buy = bought(options, demand);
  const rent = rented(options, demand);
  const oneServer = isRefusal(buy) ? buy : buy.total / demand.servers;
  const perHour = known('When buying is cheaper', { usdPerHour: options.usdPerHour }, names);
  const even = (usd: number, usdPerHour: number): number | Refusal =>
    usdPerHour > 0
      ? usd / (DAYS_A_YEAR * usdPerHour)
      : { problem: 'When buying is cheaper can’t be told: the rent is nothing.' };
  const evenHoursADay =
    typeof oneServer !== 'number' ? oneServer : isRefusal(perHour) ? perHour : even(oneServer, perHour.usdPerHour);
  return { demand, buy, rent, evenHoursADay };
}

function demandOf({ requestsPerDay, peakFactor, mostWaitMs, service }: Ownership): Demand | Refusal {
  const figures = known('How many servers are needed', { requestsPerDay, peakFactor, mostWaitMs }, names);
  if (isRefusal(figures)) return figures;
  const perSecond = figures.requestsPerDay / SECONDS_A_DAY;
  const peakPerSecond = perSecond * figures.peakFactor;
  const servers = workersFor({ requestsPerSecond: peakPerSecond, service, mostWaitMs: figures.mostWaitMs });
  if (typeof servers !== 'number') return servers;
  const offered = (perSecond * service.meanMs) / 1000;
  return {
    servers,
    load: offered / servers,
    serverHours: servers * HOURS_A_YEAR,
    leastHours: figures.peakFactor > 0 ? (servers * HOURS_A_YEAR) / figures.peakFactor : servers * HOURS_A_YEAR,
  };
}

function bought(options: Ownership, { servers, load }: Demand): Bought | Refusal {
  const { serverUsd, lifeYears, upkeepShare, usdPerKwh, chipWatts, idleShare, hostShare, pue } = options;
  const given = { serverUsd, lifeYears, upkeepShare, usdPerKwh, chipWatts, idleShare, hostShare, pue };
  const figures = known('The cost of buying', given, names);
  if (isRefusal(figures)) return figures;
  if (figures.lifeYears === 0) return { problem: 'The cost of buying can’t be told: a server lasts some time.' };
  const busy = load * (options.chipShare ?? 1);
  const watts = figures.chipWatts * (figures.idleShare + busy * (1 - figures.idleShare)) * (1 + figures.hostShare);
  const hardware = (servers * figures.serverUsd) / figures.lifeYears;
  const upkeep = servers * figures.serverUsd * figures.upkeepShare;
  const power = servers * ((watts * figures.pue) / 1000) * HOURS_A_YEAR * figures.usdPerKwh;
  return { hardware, upkeep, power, total: hardware + upkeep + power };
}

function rented({ usdPerHour }: Ownership, { serverHours, leastHours }: Demand): Rented | Refusal {
  const figures = known('The cost of renting', { usdPerHour }, names);
  if (isRefusal(figures)) return figures;
  return { alwaysOn: serverHours * figures.usdPerHour, scaled: leastHours * figures.usdPerHour };
}

const names: Readonly<Record<string, string>> = {
  requestsPerDay: 'how many ask a day',
  peakFactor: 'how much busier the busiest hour is',
  mostWaitMs: 'how long they may wait',
  usdPerHour: 'the rent of a server',
  serverUsd: 'the price of a server',
  lifeYears: 'how long it lasts',
  upkeepShare: 'its upkeep',
  usdPerKwh: 'the price of electricity',
  chipWatts: 'the chip’s power',
  idleShare: 'its power when idle',
  hostShare: 'the power of the server around it',
  pue: 'the data centre’s PUE',
};
