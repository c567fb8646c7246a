import { describe, expect, it } from 'vitest';
import { deterministic } from '../queue/service';
import type { CostCase } from './bill';
import { told } from './bill.fixture';
import { defaultInputs } from './inputs';
import { crossingsOf, perDayExtent, waysOf, yearAt, yearsOver } from './years';

const given: CostCase = {
  inputs: {
    ...defaultInputs,
    nearWattsLow: 1,
    nearWattsHigh: 10,
    nearUsdPerKwh: 0.36,
    usdPerHour: 1,
    serverUsd: 10_000,
    lifeYears: 5,
    upkeepShare: 0.1,
    chipWatts: 100,
    idleShare: 0.5,
    mostWaitMs: 1000,
  },
  nearMs: 100,
  served: { service: deterministic(10), busyMs: 5, capacityPerSecond: 100, load: 0.5 },
  upBytes: 1000,
  downBytes: 1000,
};

describe('a year on the device', () => {
  // 0.1 to 1 J an answer, 0.36 $ a kWh: 0.1 µ$ at most; 10,000 a day are 3.65 million a year.
  it('is its electricity, where it is there anyway', () => {
    const near = told(yearAt(given, 10_000).near);
    expect(near.total.high).toBeCloseTo(3.65e6 * 1e-7, 9);
    expect(near.total.low).toBeCloseTo(3.65e6 * 1e-8, 9);
    expect(near.devices).toBe(0);
  });

  it('buys as many devices as the busiest hour needs, where they are bought', () => {
    const bought = { ...given, inputs: { ...given.inputs, deviceUsd: 80, deviceYears: 4, upkeepShare: 0 } };
    const near = told(yearAt(bought, 10_000).near);
    // 0.35 requests a second, 0.1 s each.
    expect(near.devices).toBe(1);
    expect(near.hardware).toBeCloseTo(20, 9);
    expect(told(yearAt(bought, 10_000_000).near).devices).toBeGreaterThan(30);
  });
});

describe('a year over requests a day', () => {
  it('has rising costs, from a hundred to what keeps dozens of servers busy', () => {
    const [least, most] = perDayExtent(given);
    expect(least).toBe(100);
    expect(told(yearAt(given, most).far).demand.servers).toBeGreaterThan(20);
    const years = yearsOver(given);
    for (const way of ['buy', 'rent', 'near'] as const) {
      const costs = years.map((year) => told(waysOf(year)[way] as object) as { high: number });
      for (const [index, { high }] of costs.entries())
        if (index > 0) expect(high).toBeGreaterThanOrEqual((costs[index - 1] as { high: number }).high * 0.999);
    }
  });

  it('crosses where a straight comparison says so', () => {
    // Always dearer to rent, 8,760 $ against some 3,100 $: no crossing of those two; the device crosses neither.
    expect(crossingsOf(given, yearsOver(given))).toEqual([]);
    // A thirsty device in a dear grid: 100 J an answer, 3.65 m$ a daily request and year against one server at 438 $ rent.
    const thirsty = {
      ...given,
      inputs: { ...given.inputs, nearWattsLow: 1000, nearWattsHigh: 1000, serverUsd: null, usdPerHour: 0.05 },
    };
    const [crossing, ...others] = crossingsOf(thirsty, yearsOver(thirsty));
    expect(others).toEqual([]);
    expect(crossing).toMatchObject({ cheaper: 'rent', than: 'near' });
    expect(crossing?.perDay).toBeCloseTo(438 / (100 * 365 * (0.36 / 3.6e6)), -2);
    expect(told(yearAt(thirsty, crossing?.perDay ?? 0).far).demand.servers).toBe(1);
  });

  it('tells a way that is unknown in a sentence, and the others', () => {
    const unpriced = yearAt({ ...given, inputs: { ...given.inputs, serverUsd: null } }, 1000);
    expect(waysOf(unpriced).buy).toHaveProperty('problem');
    expect(waysOf(unpriced).rent).toHaveProperty('high');
    expect(crossingsOf(given, yearsOver({ ...given, served: { problem: 'No.' } }))).toEqual([]);
  });

  it('follows a slider: a chart takes less than a frame’s work of a slow model too', () => {
    const slow = { ...given, served: { service: deterministic(800), busyMs: 800, capacityPerSecond: 1.25, load: 0.5 } };
    expect(told(yearAt(slow, perDayExtent(slow)[1]).far).demand.servers).toBeLessThan(300);
    expect(yearsOver(slow).length).toBeLessThan(80);
  });
});
