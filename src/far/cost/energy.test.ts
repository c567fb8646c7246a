import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../domain/random';
import { batteryJoules, batteryWatts, farJoules, gramsCo2, nearJoules, type ServedAnswer } from './energy';
import { isRefusal } from './figures';

const served: ServedAnswer = {
  chipWatts: 72,
  idleShare: 0.5,
  hostShare: 0.25,
  pue: 1.5,
  busyMs: 10,
  load: 0.5,
  upBytes: 100_000,
  downBytes: 0,
  networkKwhPerGBLow: 0.03,
  networkKwhPerGBHigh: 0.14,
};

function told<T extends object>(result: T): Exclude<T, { problem: string }> {
  if (isRefusal(result)) throw new Error(result.problem);
  return result as Exclude<T, { problem: string }>;
}

describe('energy near', () => {
  it('is power times time', () => {
    expect(nearJoules({ watts: 5, ms: 20 })).toEqual({ low: 0.1, high: 0.1 });
  });

  // 50 Wh × 2 % = 3,600 J over 100 answers, each end of the level off by a hundredth.
  it('is what the battery lost, as far as its level tells', () => {
    const { low, high } = told(
      batteryJoules({ levelBefore: 0.8, levelAfter: 0.78, capacityWh: 50, charging: false, answers: 100 }),
    );
    expect(low).toBeCloseTo(18, 9);
    expect(high).toBeCloseTo(54, 9);
  });

  // 50 Wh × 2 % in a quarter of an hour: 4 W, each end of the level off by a hundredth.
  it('is a power too, over the time that it took', () => {
    const read = { levelBefore: 0.8, levelAfter: 0.78, capacityWh: 50, charging: false, hours: 0.25 };
    const { low, high } = told(batteryWatts(read));
    expect(low).toBeCloseTo(2, 9);
    expect(high).toBeCloseTo(6, 9);
    expect(batteryWatts({ ...read, hours: 0 })).toHaveProperty('problem');
    expect(batteryWatts({ ...read, charging: true })).toHaveProperty('problem');
  });

  it.each([
    [{ capacityWh: null }, /its capacity is unknown/],
    [{ levelAfter: null, capacityWh: null }, /its level after and its capacity are unknown/],
    [{ charging: true }, /while it charges/],
    [{ charging: null }, /whether it was charging is unknown/],
    [{ levelAfter: 0.8 }, /didn’t fall/],
    [{ levelAfter: 0.9 }, /didn’t fall/],
    [{ answers: 0 }, /not one answer/],
    [{ capacityWh: -1 }, /its capacity can’t be -1/],
  ])('refuses %j in a sentence', (changes, problem) => {
    const read = { levelBefore: 0.8, levelAfter: 0.78, capacityWh: 50, charging: false, answers: 100, ...changes };
    expect(batteryJoules(read)).toEqual({ problem: expect.stringMatching(problem) });
  });
});

describe('energy in a cloud', () => {
  // 10 ms × 72 W × (0.5 + 0.5 ⁄ 0.5) = 1.08 J; the host 0.27 J; half of 1.35 J on top.
  it('is the sum worked out by hand', () => {
    const { chip, host, overhead, network, total } = told(farJoules(served));
    expect(chip).toBeCloseTo(1.08, 12);
    expect(host).toBeCloseTo(0.27, 12);
    expect(overhead).toBeCloseTo(0.675, 12);
    // Known: a picture of 100 kB takes 10.8 to 50 J of the network by the published averages.
    expect(network.low).toBeCloseTo(10.8, 9);
    expect(network.high).toBeCloseTo(50.4, 9);
    expect(total).toEqual({ low: network.low + 2.025, high: network.high + 2.025 });
  });

  it('shares the idle power as a server does that is watched for a while', () => {
    const random = seededRandom(3);
    const [busyWatts, idleWatts, serviceMs, load] = [72, 36, 10, 0.3];
    let [clockMs, freeMs, joules, answers] = [0, 0, 0, 0];
    for (; answers < 50_000; answers++) {
      clockMs -= (serviceMs / load) * Math.log(1 - random());
      const startMs = Math.max(clockMs, freeMs);
      joules += ((startMs - freeMs) * idleWatts + serviceMs * busyWatts) / 1000;
      freeMs = startMs + serviceMs;
    }
    const { chip } = told(farJoules({ ...served, load }));
    expect(chip / (joules / answers)).toBeCloseTo(1, 1);
    expect(Math.abs(chip / (joules / answers) - 1)).toBeLessThan(0.02);
  });

  it('is the busy power’s alone at full load, and grows without end towards none', () => {
    expect(told(farJoules({ ...served, load: 1 })).chip).toBeCloseTo(0.72, 12);
    expect(told(farJoules({ ...served, load: 1e-6 })).chip).toBeGreaterThan(1e5);
  });

  it.each([
    [{ chipWatts: null }, /the chip’s power is unknown/],
    [{ idleShare: null, pue: null }, /its power when idle and the data centre’s PUE are unknown/],
    [{ load: 0 }, /at no load/],
    [{ load: 1.2 }, /at most 100 %/],
    [{ pue: 0.9 }, /at least 1/],
    [{ idleShare: 2 }, /no more idle than busy/],
    [{ networkKwhPerGBLow: 1 }, /wrong way round/],
    [{ busyMs: Number.NaN }, /can’t be NaN/],
    [{ upBytes: -5 }, /the request’s size can’t be -5/],
  ])('refuses %j in a sentence', (changes, problem) => {
    expect(farJoules({ ...served, ...changes })).toEqual({ problem: expect.stringMatching(problem) });
  });
});

// Gemini's median prompt: 0.24 Wh and 0.03 g (their own grid, market-based: 125 g a kWh).
it('has the grid’s grams', () => {
  expect(told(gramsCo2({ low: 864, high: 864 }, 125)).low).toBeCloseTo(0.03, 9);
  expect(gramsCo2({ low: 1, high: 1 }, null)).toEqual({
    problem: 'The carbon can’t be told: the grid’s carbon a kWh is unknown.',
  });
});
