import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../domain/random';
import { simulateQueue } from './discrete';
import { erlangC, queueOf, type QueueOptions, type SteadyQueue } from './mgc';
import {
  constantAndLognormal,
  deterministic,
  drawDeterministic,
  drawExponential,
  drawLognormal,
  exponential,
  lognormal,
} from './service';

const MEAN_MS = 10;
const services = {
  deterministic: { service: deterministic(MEAN_MS), draw: drawDeterministic(MEAN_MS) },
  'lognormal, scv 0.25': { service: lognormal(MEAN_MS, 0.25), draw: drawLognormal(MEAN_MS, 0.25) },
  exponential: { service: exponential(MEAN_MS), draw: drawExponential(MEAN_MS) },
  'lognormal, scv 2': { service: lognormal(MEAN_MS, 2), draw: drawLognormal(MEAN_MS, 2) },
};

function steady(options: QueueOptions): SteadyQueue {
  const queue = queueOf(options);
  if (queue.kind !== 'steady') throw new Error(queue.problem);
  return queue;
}

describe('M/G/c against published and exact values', () => {
  // Erlang C tables: two servers at 1 erlang 1/3; ten at 8 erlangs 0.4092 (Cooper, "Introduction to Queueing Theory", appendix A).
  it.each([
    [1, 0.6, 0.6],
    [2, 1, 1 / 3],
    [10, 8, 0.4092],
  ])('Erlang’s C of %d workers offered %d', (workers, offered, expected) => {
    expect(erlangC(workers, offered)).toBeCloseTo(expected, 4);
  });

  it('is Pollaczek and Khinchine’s for one worker', () => {
    for (const { service } of Object.values(services)) {
      const { meanMs, load } = steady({ requestsPerSecond: 60, workers: 1, service });
      expect(load).toBeCloseTo(0.6, 12);
      expect(meanMs).toBeCloseTo((0.6 * MEAN_MS * (1 + service.scv)) / (2 * 0.4), 9);
    }
  });

  // P(wait ≤ t) = 1 − C e^(−(cμ − λ) t): the 99 % point of M/M/c.
  it.each([
    [1, 60],
    [4, 300],
  ])('is M/M/c’s whole distribution, %d workers', (workers, requestsPerSecond) => {
    const queue = steady({ requestsPerSecond, workers, service: exponential(MEAN_MS) });
    const perMs = workers / MEAN_MS - requestsPerSecond / 1000;
    for (const share of [0.5, 0.9, 0.99, 0.9999]) {
      expect(queue.quantileMs(share)).toBeCloseTo(Math.max(0, Math.log(queue.delayShare / (1 - share)) / perMs), 2);
    }
  });

  it('has a mean that its own quantiles average to', () => {
    const queue = steady({ requestsPerSecond: 140, workers: 2, service: deterministic(MEAN_MS) });
    const n = 200_000;
    let sum = 0;
    for (let index = 0; index < n; index++) sum += queue.quantileMs((index + 0.5) / n);
    expect(sum / n / queue.meanMs).toBeCloseTo(1, 2);
  });
});

describe('M/G/c against a simulation event by event', () => {
  const requests = 400_000;
  const grid = Object.entries(services).flatMap(([name, each]) =>
    [1, 2, 8].flatMap((workers) => [0.3, 0.6, 0.79].map((load) => ({ name, ...each, workers, load }))),
  );
  const seldomWaits = ({ workers, load }: (typeof grid)[number]) => erlangC(workers, workers * load) < 0.01;

  it.each(grid.filter((each) => !seldomWaits(each)))(
    '$name, $workers workers at load $load: means within 10 %',
    ({ service, draw, workers, load }) => {
      const requestsPerSecond = (1000 * workers * load) / MEAN_MS;
      const queue = steady({ requestsPerSecond, workers, service });
      const waits = simulateQueue({ requestsPerSecond, workers, service: draw, requests, random: seededRandom(11) });
      const later = waits.subarray(10_000);
      const mean = later.reduce((sum, wait) => sum + wait, 0) / later.length;
      expect(queue.meanMs / mean).toBeGreaterThan(0.9);
      expect(queue.meanMs / mean).toBeLessThan(1.1);
      const sorted = later.toSorted();
      for (const share of [0.9, 0.99]) {
        const simulatedMs = sorted[Math.floor(share * sorted.length)] as number;
        // A tenth, or a twentieth of a service where hardly anybody waits; a tail heavier than a gamma's is only roughly met.
        const [within, least] = service.scv > 1 ? [0.3, 0.25] : [0.1, 0.05];
        const offMs = Math.abs(queue.quantileMs(share) - simulatedMs);
        expect(offMs).toBeLessThan(Math.max(within * simulatedMs, least * MEAN_MS));
      }
    },
  );
});

describe('what comes and what can be answered', () => {
  it('says that the queue never empties at capacity and above, as data', () => {
    expect(queueOf({ requestsPerSecond: 200, workers: 2, service: deterministic(MEAN_MS) })).toEqual({
      kind: 'overload',
      load: 1,
      capacityPerSecond: 200,
      problem: 'The queue never empties: 200 requests a second come, and 200 requests a second can be answered.',
    });
    expect(queueOf({ requestsPerSecond: 1e9, workers: 1, service: exponential(MEAN_MS) })).toMatchObject({
      kind: 'overload',
    });
  });

  it('is no wait where nobody comes or nothing takes time', () => {
    expect(steady({ requestsPerSecond: 0, workers: 3, service: deterministic(MEAN_MS) }).quantileMs(0.999)).toBe(0);
    expect(steady({ requestsPerSecond: 50, workers: 1, service: deterministic(0) }).meanMs).toBe(0);
  });

  it('waits longer the more come and the more unequal they are, less with more workers', () => {
    const load = fc.double({ min: 0.05, max: 0.95, noNaN: true });
    const scv = fc.double({ min: 0, max: 3, noNaN: true });
    fc.assert(
      fc.property(load, scv, fc.integer({ min: 1, max: 64 }), (at, spread, workers) => {
        const options = { requestsPerSecond: 100 * workers * at, workers, service: lognormal(MEAN_MS, spread) };
        const { meanMs } = steady(options);
        expect(meanMs).toBeGreaterThan(0);
        expect(steady({ ...options, requestsPerSecond: options.requestsPerSecond * 1.05 }).meanMs).toBeGreaterThan(
          meanMs,
        );
        expect(steady({ ...options, service: lognormal(MEAN_MS, spread + 0.2) }).meanMs).toBeGreaterThan(meanMs);
        expect(steady({ ...options, workers: workers + 1 }).meanMs).toBeLessThan(meanMs);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    { requestsPerSecond: Number.NaN, workers: 1, service: deterministic(1) },
    { requestsPerSecond: 1, workers: 0, service: deterministic(1) },
    { requestsPerSecond: 1, workers: 1, service: deterministic(-1) },
  ])('refuses %j', (options) => {
    expect(() => queueOf(options)).toThrow(RangeError);
  });
});

it('a constant and a lognormal part have the moments of their sum', () => {
  const { meanMs, scv, thirdMoment } = constantAndLognormal(3, 2, 0.5);
  const draw = drawLognormal(2, Math.expm1(0.25));
  const random = seededRandom(5);
  const drawn = Array.from({ length: 400_000 }, () => (3 + draw(random)) / 5);
  const moment = (power: number) => drawn.reduce((sum, value) => sum + value ** power, 0) / drawn.length;
  expect(meanMs).toBe(5);
  expect(1 + scv).toBeCloseTo(moment(2), 2);
  expect(thirdMoment).toBeCloseTo(moment(3), 2);
  expect(constantAndLognormal(4, 0, 0.5)).toEqual(deterministic(4));
});
