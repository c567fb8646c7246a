import { seededRandom } from '../../domain/random';
import { simulateBatching, type Batching } from './batching';
import { coldShareOf } from './coldStart';
import type { Refusal } from '../server';
import { queueOf } from './mgc';
import { constantAndLognormal } from './service';

/** A fixed number of workers who share all requests. */
export interface WorkersTraffic {
  readonly kind: 'workers';
  /** Of everybody, at all workers together. */
  readonly requestsPerSecond: number;
  readonly workers: number;
  readonly batching?: Batching;
}

/** As many instances as are asked at a time, each started when it is first wanted and stopped when it has been idle: nobody queues. */
export interface ScaleToZeroTraffic {
  readonly kind: 'scale-to-zero';
  readonly requestsPerSecond: number;
  readonly keepAliveMs: number;
  /** Until a cold instance can answer: container, runtime and weights, ms. */
  readonly startMs: number;
}

/** What else a server has to do. */
export type Traffic = WorkersTraffic | ScaleToZeroTraffic;

/** What the server's other requests mean for one, ms. */
export interface Luck {
  readonly queueMs: number;
  readonly coldStartMs: number;
  readonly computeMs: number;
}

/** A server as its queue sees it. */
export interface Serving {
  /** Share of the time that one worker is busy with others, where there is no traffic. */
  readonly load: number;
  readonly traffic?: Traffic;
  /** Mean of the software's part of a request, ms, and σ of its logarithm. */
  readonly softwareMs: number;
  readonly softwareSigma: number;
  /** On the chip, of one request. */
  readonly computeMs: number;
  /** On the chip, of so many at once; as many times one where absent. */
  readonly batchMs?: (batch: number) => number;
}

export interface LuckDraws {
  /** Uniform in [0, 1). */
  readonly queue: number;
  readonly coldStart: number;
}

/** How busy a server is, and what of it a request meets. */
export interface Queueing {
  readonly load: number;
  readonly capacityPerSecond: number;
  /** Requests a batch. */
  readonly meanBatch: number;
  /** Share of requests that find no warm instance. */
  readonly coldShare: number;
  readonly luckOf: (draws: LuckDraws) => Luck;
}

/** Enough for a 99th percentile to hold within some percent. */
const BATCHED_REQUESTS = 100_000;
/** The batches are the server's, not the visitor's: the same whatever the seed. */
const BATCHED_SEED = 1;

const isAmount = (value: number) => value >= 0 && value < Infinity;
const isCount = (value: number, most: number) => Number.isSafeInteger(value) && value >= 1 && value <= most;
/** More than anybody has, and as many as are counted through in no time. */
const MOST_WORKERS = 100_000;
const MOST_BATCH = 4096;
const grouped = (value: number) => value.toLocaleString('en');

/** What of a server's traffic can't be, in a sentence that can be shown. */
function trafficProblem(traffic: Traffic): string | undefined {
  const { requestsPerSecond } = traffic;
  if (!isAmount(requestsPerSecond)) return `Requests a second are from 0, not ${requestsPerSecond}.`;
  if (traffic.kind === 'scale-to-zero') {
    const { startMs, keepAliveMs } = traffic;
    if (!isAmount(startMs)) return `A start takes from 0 ms, not ${startMs}.`;
    return isAmount(keepAliveMs) ? undefined : `An idle instance is kept from 0 ms, not ${keepAliveMs}.`;
  }
  const { workers, batching } = traffic;
  if (!isCount(workers, MOST_WORKERS)) return `Workers are whole, from 1 to ${grouped(MOST_WORKERS)}, not ${workers}.`;
  if (!batching) return undefined;
  if (!isCount(batching.size, MOST_BATCH))
    return `A batch holds from 1 to ${grouped(MOST_BATCH)}, not ${batching.size}.`;
  if (!isAmount(batching.timeoutMs)) return `A batch waits from 0 ms, not ${batching.timeoutMs}.`;
  return requestsPerSecond > 0
    ? undefined
    : 'Nothing is gathered in batches where nobody asks: requests a second are above 0.';
}

/**
 * What a request meets at a server: a wait drawn from the queue's own distribution, by M/G/c where requests are served one by one and
 * from a simulation event by event where they are gathered, and a start where a server sleeps.
 * @returns a sentence where as many come as can be answered, or more, and where an amount can't be
 */
export function queueingOf(serving: Serving): Queueing | Refusal {
  const { traffic, load } = serving;
  const problem = traffic ? trafficProblem(traffic) : load >= 0 ? undefined : `A load is from 0, not ${load}.`;
  if (problem) return { problem };
  if (traffic?.kind === 'scale-to-zero') return scaledToZero(serving, traffic);
  if (traffic?.batching) return gathered(serving, { ...traffic, batching: traffic.batching });
  return oneByOne(serving, traffic);
}

/** Requests that are served one by one: by so many workers, or by one that is so busy. */
export function oneByOne(serving: Serving, traffic?: WorkersTraffic): Queueing | Refusal {
  const { load, softwareMs, softwareSigma, computeMs } = serving;
  const service = constantAndLognormal(computeMs, softwareMs, softwareSigma);
  const { requestsPerSecond, workers } = traffic ?? {
    workers: 1,
    requestsPerSecond: service.meanMs > 0 ? (1000 * load) / service.meanMs : 0,
  };
  const queue = queueOf({ requestsPerSecond, workers, service });
  if (queue.kind === 'overload') return { problem: queue.problem };
  return {
    load: queue.load,
    capacityPerSecond: queue.capacityPerSecond,
    meanBatch: 1,
    coldShare: 0,
    luckOf: (draws) => ({ queueMs: queue.quantileMs(draws.queue), coldStartMs: 0, computeMs }),
  };
}

/** The chip's workers gather; software runs beside them and holds nobody up. */
function gathered(
  { computeMs, batchMs = (batch) => batch * computeMs }: Serving,
  { requestsPerSecond, workers, batching }: WorkersTraffic & { readonly batching: Batching },
): Queueing | Refusal {
  const times = Float64Array.from({ length: batching.size + 1 }, (_, batch) => (batch === 0 ? 0 : batchMs(batch)));
  const key = [requestsPerSecond, workers, batching.timeoutMs, ...times].join();
  const known = recentlyGathered.get(key) ?? simulateGathered({ ...batching, requestsPerSecond, workers }, times);
  remember(key, known);
  return known;
}

/** The same server is asked about again and again while a visitor looks at its times, and each costs tens of milliseconds. */
const recentlyGathered = new Map<string, Queueing | Refusal>();
const MOST_REMEMBERED = 8;

function remember(key: string, queueing: Queueing | Refusal): void {
  recentlyGathered.delete(key);
  recentlyGathered.set(key, queueing);
  const [oldest] = recentlyGathered.keys();
  if (recentlyGathered.size > MOST_REMEMBERED && oldest !== undefined) recentlyGathered.delete(oldest);
}

function simulateGathered(
  server: Batching & Pick<WorkersTraffic, 'requestsPerSecond' | 'workers'>,
  times: Float64Array,
): Queueing | Refusal {
  const served = simulateBatching({
    ...server,
    serviceMs: (batch) => times[batch] as number,
    requests: BATCHED_REQUESTS,
    random: seededRandom(BATCHED_SEED),
  });
  if (served.kind === 'overload') return { problem: served.problem };
  const { waitsMs, batches, load, capacityPerSecond, meanBatch } = served;
  const ranked = ranksOf(waitsMs.map((waitMs, index) => waitMs + (times[batches[index] as number] as number)));
  return {
    load,
    capacityPerSecond,
    meanBatch,
    coldShare: 0,
    luckOf({ queue }) {
      const index = ranked[Math.floor(queue * ranked.length)] as number;
      const computeMs = times[batches[index] as number] as number;
      return { queueMs: waitsMs[index] as number, coldStartMs: 0, computeMs };
    },
  };
}

/**
 * Places of values from the least to the greatest. Each is carried behind its value in one number, which sorts ten times as fast as with a
 * comparison: they are in order to the greatest's 2⁻³⁵.
 * @param values from 0, up to 2¹⁷ of them
 */
function ranksOf(values: Float64Array): Uint32Array {
  const scale = 2 ** 35 / values.reduce((most, value) => Math.max(most, value), Number.MIN_VALUE);
  const packed = values.map((value, index) => Math.floor(value * scale) * PLACES + index).sort();
  return Uint32Array.from(packed, (each) => each % PLACES);
}
const PLACES = 2 ** 17;

function scaledToZero({ softwareMs, computeMs }: Serving, traffic: ScaleToZeroTraffic): Queueing {
  const { startMs } = traffic;
  const coldShare = coldShareOf(traffic, softwareMs + computeMs);
  return {
    load: 0,
    capacityPerSecond: Infinity,
    meanBatch: 1,
    coldShare,
    luckOf: ({ coldStart }) => ({ queueMs: 0, coldStartMs: coldStart < coldShare ? startMs : 0, computeMs }),
  };
}
