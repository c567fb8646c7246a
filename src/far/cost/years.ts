import type { Refusal } from '../server';
import { deterministic } from '../queue/service';
import { nearEnergy, type CostCase } from './bill';
import { isRefusal, known, type Range } from './figures';
import { yearOfOwnership, type YearOfOwnership } from './ownership';
import { workersFor } from './workers';

/** A year of answering on the devices themselves, US dollars: by who draws least and most power. */
export interface YearNear {
  readonly power: Range;
  /** Devices that were bought for this, with their upkeep, by the year; 0 where they are there anyway. */
  readonly hardware: number;
  readonly devices: number;
  readonly total: Range;
}

/** A year at so many requests a day, each way, US dollars. */
export interface Year {
  readonly perDay: number;
  readonly far: YearOfOwnership | Refusal;
  readonly near: YearNear | Refusal;
}

export type Way = 'buy' | 'rent' | 'near';

/** Costs of a way in a year, its least and its most: renting from scaled by the hour to always on. */
export type WayCosts = Readonly<Record<Way, Range | Refusal>>;

const DAYS = 365;
const JOULES_PER_KWH = 3_600_000;

export function yearAt(given: CostCase, perDay: number): Year {
  const { inputs, served } = given;
  const far = isRefusal(served)
    ? served
    : yearOfOwnership({
        ...inputs,
        requestsPerDay: perDay,
        service: served.service,
        chipShare: served.service.meanMs > 0 ? served.busyMs / served.service.meanMs : 1,
      });
  return { perDay, far, near: nearYear(given, perDay) };
}

function nearYear(given: CostCase, perDay: number): YearNear | Refusal {
  const { nearUsdPerKwh, deviceUsd, deviceYears, upkeepShare, peakFactor, mostWaitMs } = given.inputs;
  const joules = nearEnergy(given);
  if (isRefusal(joules)) return joules;
  const figures = known(
    'The cost on the device',
    { nearUsdPerKwh, deviceUsd, deviceYears, upkeepShare, peakFactor, mostWaitMs },
    names,
  );
  if (isRefusal(figures)) return figures;
  const usd = (each: number) => (each * perDay * DAYS * figures.nearUsdPerKwh) / JOULES_PER_KWH;
  const power = { low: usd(joules.low), high: usd(joules.high) };
  if (figures.deviceUsd === 0) return { power, hardware: 0, devices: 0, total: power };
  const devices = workersFor({
    requestsPerSecond: (perDay / 86_400) * figures.peakFactor,
    service: deterministic(given.nearMs ?? 0),
    mostWaitMs: figures.mostWaitMs,
  });
  if (typeof devices !== 'number') return devices;
  const hardware = devices * figures.deviceUsd * (1 / figures.deviceYears + figures.upkeepShare);
  return { power, hardware, devices, total: { low: power.low + hardware, high: power.high + hardware } };
}

export function waysOf({ far, near }: Year): WayCosts {
  const rented = isRefusal(far) ? far : far.rent;
  const bought = isRefusal(far) ? far : far.buy;
  return {
    buy: isRefusal(bought) ? bought : { low: bought.total, high: bought.total },
    rent: isRefusal(rented) ? rented : { low: rented.scaled, high: rented.alwaysOn },
    near: isRefusal(near) ? near : near.total,
  };
}

/** Where a chart begins, requests a day. */
const FEWEST = 100;
/** Beyond so many servers each way grows in proportion: nothing crosses any more. */
const MOST_SERVERS = 60;
const POINTS_A_DECADE = 8;

/** Requests a day that a chart holds: from a hundred to a round number that keeps some dozens of servers busy. */
export function perDayExtent({ served, inputs }: CostCase): readonly [number, number] {
  const meanMs = isRefusal(served) ? 10 : Math.max(0.01, served.service.meanMs);
  const most = (MOST_SERVERS * 86_400_000) / (meanMs * Math.max(1, inputs.peakFactor ?? 1));
  return [FEWEST, 10 ** Math.min(12, Math.max(4, Math.round(Math.log10(most))))];
}

export function yearsOver(given: CostCase, [least, most] = perDayExtent(given)): readonly Year[] {
  const points = Math.round(Math.log10(most / least) * POINTS_A_DECADE);
  return Array.from({ length: points + 1 }, (_, index) => yearAt(given, least * (most / least) ** (index / points)));
}

/** From so many requests a day on, and as far as was looked, one way costs less than another. */
export interface Crossing {
  readonly perDay: number;
  readonly cheaper: Way;
  readonly than: Way;
}

/** A way's cost where it is compared: always-on renting, and the device that draws most. */
const costOf = (year: Year, way: Way): number | undefined => {
  const costs = waysOf(year)[way];
  return isRefusal(costs) ? undefined : costs.high;
};

const pairs: readonly (readonly [Way, Way])[] = [
  ['buy', 'rent'],
  ['near', 'rent'],
  ['near', 'buy'],
];

/** Where the order of two ways changes for the last time, by halving between the two years around it. */
export function crossingsOf(given: CostCase, years: readonly Year[]): readonly Crossing[] {
  return pairs.flatMap(([a, b]) => {
    const aheadAt = (year: Year) => {
      const [one, other] = [costOf(year, a), costOf(year, b)];
      return one === undefined || other === undefined ? undefined : one < other;
    };
    const order = years.map(aheadAt);
    const end = order.at(-1);
    const before = order.lastIndexOf(!end);
    if (end === undefined || before < 0) return [];
    let [below, above] = [(years[before] as Year).perDay, (years[before + 1] as Year).perDay];
    for (let step = 0; step < 24; step++) {
      const middle = Math.sqrt(below * above);
      if (aheadAt(yearAt(given, middle)) === end) above = middle;
      else below = middle;
    }
    return [end ? { perDay: above, cheaper: a, than: b } : { perDay: above, cheaper: b, than: a }];
  });
}

const names: Readonly<Record<string, string>> = {
  nearUsdPerKwh: 'the price of electricity at home',
  deviceUsd: 'the price of a device',
  deviceYears: 'how long it lasts',
  upkeepShare: 'its upkeep',
  peakFactor: 'how much busier the busiest hour is',
  mostWaitMs: 'how long they may wait',
};
