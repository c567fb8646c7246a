import { describe, expect, it } from 'vitest';
import { deterministic } from '../queue/service';
import { told } from './bill.fixture';
import { billOf, type CostCase } from './bill';
import { defaultInputs } from './inputs';

const given: CostCase = {
  inputs: {
    ...defaultInputs,
    nearWattsLow: 2,
    nearWattsHigh: 20,
    nearUsdPerKwh: 0.18,
    nearGridGPerKwh: 360,
    deviceKg: 50,
    deviceYears: 4,
    chipWatts: 72,
    idleShare: 0.5,
    hostShare: 0.25,
    pue: 1.5,
    gridGPerKwh: 100,
    serverKg: 876,
    lifeYears: 5,
    usdPerHour: 0.72,
    trainingKwh: 100,
    requestsPerDay: 1000,
    servedDays: 100,
  },
  nearMs: 50,
  served: { service: deterministic(10), busyMs: 5, capacityPerSecond: 100, load: 0.5 },
  upBytes: 100_000,
  downBytes: 0,
};
/** 5 ms × 72 W × (0.5 + 0.5 ⁄ 0.25), its chip busy a quarter of the time, the host a quarter on top, half of both for cooling. */
const SERVER_J = 0.9 * 1.25 * 1.5;

describe('what an answer costs and takes', () => {
  it('is the sum worked out by hand', () => {
    const bill = billOf(given);
    // 0.1 and 1 J each; a thousand at 0.18 $ a kWh.
    expect(told(bill.joules.near)).toEqual({ low: 0.1, high: 1 });
    expect(told(bill.usd.near).high).toBeCloseTo((1000 * 0.18) / 3.6e6, 12);
    // 0.72 $ an hour over 180,000 answers.
    expect(bill.usd.far).toBeCloseTo(0.004, 12);
    const far = told(bill.joules.far);
    expect(far.chip + far.host + far.overhead).toBeCloseTo(SERVER_J, 9);
    expect(far.total.low).toBeCloseTo(SERVER_J + 10.8, 9);
    expect(far.total.high).toBeCloseTo(SERVER_J + 50.4, 9);
    // 360 g a kWh is a ten-thousandth of a gram a joule.
    expect(told(bill.grams.near.use as object)).toEqual({
      low: expect.closeTo(1e-5, 12),
      high: expect.closeTo(1e-4, 12),
    });
  });

  it('shares the making by the time that an answer takes', () => {
    const { near, far } = billOf(given).grams;
    // 50 kg over four years, 50 ms of them.
    expect(near.made).toBeCloseTo((50_000 * 0.05) / (4 * 8760 * 3600), 15);
    // 876 kg over five years of fifty answers a second.
    expect(far.made).toBeCloseTo(876_000 / (5 * 8760 * 3600 * 50), 12);
    expect(told(near.total as object)).toMatchObject({ high: expect.closeTo(1e-4 + (near.made as number), 12) });
  });

  it('is even with the training after as many answers as that makes', () => {
    const { life } = billOf(given);
    expect(told(life.near).evenAfterAnswers.low).toBeCloseTo((100 * 3.6e6) / 1, 3);
    expect(told(life.far).answers).toBe(100_000);
  });

  it('is told by the million tokens for a text', () => {
    const text = billOf({ ...given, tokens: 200 });
    expect(text.unit).toBe('million tokens');
    expect(text.usd.far).toBeCloseTo((0.72 / 180_000) * 5000, 9);
  });

  it('names what is missing, and tells the rest', () => {
    const noTime = billOf({ ...given, nearMs: null });
    expect(noTime.joules.near).toEqual({ problem: 'The device’s energy can’t be told: its time is unknown.' });
    expect(noTime.usd.far).toBeCloseTo(0.004, 12);
    const noRent = billOf({ ...given, inputs: { ...given.inputs, usdPerHour: null, gridGPerKwh: null } });
    expect(noRent.usd.far).toEqual({ problem: 'The price can’t be told: the server’s price an hour is unknown.' });
    expect(noRent.grams.far.total).toHaveProperty('problem');
    expect(told(noRent.joules.far).chip).toBeGreaterThan(0);
    const refused = billOf({ ...given, served: { problem: 'No.' } });
    expect(refused.usd.far).toEqual({ problem: 'No.' });
    expect(refused.grams.far.total).toEqual({ problem: 'No.' });
  });
});
