import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../domain/random';
import { simulateQueue } from '../queue/discrete';
import { queueOf } from '../queue/mgc';
import { deterministic, drawExponential, exponential } from '../queue/service';
import { isRefusal } from './figures';
import { yearOfOwnership, type Ownership } from './ownership';
import { lifeEnergy } from './training';
import { workersFor } from './workers';

const year: Ownership = {
  requestsPerDay: 86_400,
  peakFactor: 2,
  mostWaitMs: 1000,
  service: deterministic(100),
  usdPerHour: 0.8,
  serverUsd: 4000,
  lifeYears: 4,
  upkeepShare: 0.1,
  usdPerKwh: 0.15,
  chipWatts: 100,
  idleShare: 0.5,
  hostShare: 0.5,
  pue: 1.5,
};

function told<T extends object>(result: T): Exclude<T, { problem: string }> {
  if (isRefusal(result)) throw new Error(result.problem);
  return result as Exclude<T, { problem: string }>;
}

describe('workersFor', () => {
  it('is what trying one after another finds', () => {
    for (const requestsPerSecond of [0, 1, 9, 30, 95, 400]) {
      for (const mostWaitMs of [0, 5, 50, 500]) {
        const service = exponential(100);
        let workers = 1;
        for (; ; workers++) {
          const queue = queueOf({ requestsPerSecond, workers, service });
          if (queue.kind === 'steady' && queue.quantileMs(0.99) <= mostWaitMs) break;
        }
        expect(workersFor({ requestsPerSecond, service, mostWaitMs })).toBe(workers);
      }
    }
  });

  it('is enough, and one fewer is not, where requests are served event by event', () => {
    const wanted = { requestsPerSecond: 60, service: exponential(100), mostWaitMs: 100 };
    const workers = workersFor(wanted) as number;
    const p99 = (count: number) => {
      const waits = simulateQueue({
        requestsPerSecond: 60,
        workers: count,
        service: drawExponential(100),
        requests: 200_000,
        random: seededRandom(5),
      }).sort();
      return waits[Math.ceil(0.99 * waits.length) - 1] as number;
    };
    expect(p99(workers)).toBeLessThan(100 * 1.1);
    expect(p99(workers - 1)).toBeGreaterThan(100 * 0.9);
  });

  it('refuses what can’t be', () => {
    expect(workersFor({ requestsPerSecond: 1e9, service: deterministic(100), mostWaitMs: 1 })).toHaveProperty(
      'problem',
    );
    expect(workersFor({ requestsPerSecond: Number.NaN, service: deterministic(1), mostWaitMs: 1 })).toHaveProperty(
      'problem',
    );
  });
});

describe('a year of ownership', () => {
  // One request a second, two in the busiest hour, 0.1 s each: one server, busy 10 % of the year. Power 100 × (0.5 + 0.05) × 1.5 × 1.5 W.
  it('is the sum worked out by hand', () => {
    const { demand, buy, rent, evenHoursADay } = told(yearOfOwnership(year));
    expect(demand).toEqual({ servers: 1, load: expect.closeTo(0.1, 12), serverHours: 8760, leastHours: 4380 });
    const power = 0.12375 * 8760 * 0.15;
    expect(told(buy)).toEqual({
      hardware: 1000,
      upkeep: 400,
      power: expect.closeTo(power, 9),
      total: expect.closeTo(1400 + power, 9),
    });
    expect(told(rent)).toEqual({ alwaysOn: expect.closeTo(7008, 9), scaled: expect.closeTo(3504, 9) });
    expect(evenHoursADay).toBeCloseTo((1400 + power) / (365 * 0.8), 9);
  });

  it('buys more servers for more requests, and never fewer', () => {
    const servers = [1e4, 1e5, 1e6, 1e7].map(
      (requestsPerDay) => told(yearOfOwnership({ ...year, requestsPerDay })).demand.servers,
    );
    expect(servers).toEqual([...servers].sort((a, b) => a - b));
    expect(servers.at(-1)).toBeGreaterThan(20);
  });

  it('tells one side where the other’s price is unknown', () => {
    const noPrice = told(yearOfOwnership({ ...year, serverUsd: null }));
    expect(noPrice.buy).toEqual({ problem: 'The cost of buying can’t be told: the price of a server is unknown.' });
    expect(noPrice.rent).toHaveProperty('alwaysOn');
    expect(noPrice.evenHoursADay).toEqual(noPrice.buy);
    const noRent = told(yearOfOwnership({ ...year, usdPerHour: null }));
    expect(noRent.rent).toEqual({ problem: 'The cost of renting can’t be told: the rent of a server is unknown.' });
    expect(noRent.buy).toHaveProperty('total');
    expect(yearOfOwnership({ ...year, requestsPerDay: null })).toEqual({
      problem: 'How many servers are needed can’t be told: how many ask a day is unknown.',
    });
    expect(told(yearOfOwnership({ ...year, lifeYears: 0 })).buy).toHaveProperty('problem');
  });
});

describe('training against inference', () => {
  const model = { trainingKwh: 1000, requestsPerDay: 1_000_000, servedDays: 365, joules: { low: 5, high: 20 } };

  it('is even where it says so', () => {
    const life = told(lifeEnergy(model));
    expect(life.inferenceKwh.low).toBeCloseTo((365e6 * 5) / 3.6e6, 9);
    expect(life.trainingShare.low).toBeLessThan(life.trainingShare.high);
    const even = told(lifeEnergy({ ...model, servedDays: life.evenAfterAnswers.low / 1e6 }));
    expect(even.trainingShare.low).toBeCloseTo(0.5, 12);
    expect(even.trainingJoulesAnAnswer).toBeCloseTo(20, 9);
  });

  it('passes on what is missing', () => {
    expect(lifeEnergy({ ...model, trainingKwh: null })).toEqual({
      problem: 'Training against inference can’t be told: the energy of the training is unknown.',
    });
    expect(lifeEnergy({ ...model, joules: { problem: 'No.' } })).toEqual({ problem: 'No.' });
    expect(lifeEnergy({ ...model, requestsPerDay: 0 })).toHaveProperty('problem');
  });
});
