import { seededRandom } from '../domain/random';
import type { Far, RefusedFar } from '../record/record';
import { amountsProblem } from './amounts';
import { DEFAULT_AFTER_IDLE, type AfterIdle } from './afterIdle';
import { DEFAULT_TRANSPORT, type Transport } from './framing';
import { describeLegs } from './legs';
import type { NetworkProfile } from './network';
import { queueingOf, type Queueing, type Traffic } from './queue/traffic';
import { softwareMs, type Circumstances } from './circumstances';
import { deal, drawRequest, type Dealt } from './deal';
import { legTimes, wayOf } from './request';
import { serverCompute, type AnswerWork, type Refusal, type ServerCompute } from './server';
import type { Server } from './servers';
import { totalsOf } from './totals';

export interface FarSideOptions {
  readonly model: string;
  /** Body of the request (the input as it is) and of its answer, bytes. */
  readonly payload: { readonly upBytes: number; readonly downBytes: number };
  /** Work of one answer. */
  readonly work: AnswerWork;
  readonly profile: NetworkProfile;
  readonly server: Server;
  readonly afterIdle?: AfterIdle;
  readonly transport?: Transport;
  /** What else the server has to do, in place of its own load. */
  readonly traffic?: Traffic;
  readonly seed: number;
  /** Requests simulated, each on its own: 1000 unless told, so that a 99th percentile has ten beyond it. */
  readonly requests?: number;
}

/**
 * One model's requests to a cloud, or why they can't be simulated.
 * @returns a refusal where a figure of the server's chip is unknown, its queue never empties or an amount can't be, with a sentence that
 * can be shown
 */
export function simulateFarSide(options: FarSideOptions): Far | RefusedFar {
  const requests = requestsOf(options);
  return 'problem' in requests ? { ...sideOf(options), problem: requests.problem } : simulateRequests(requests);
}

/** What is asked of the server's chip, worked out; batches are the same work several times, with the weights read once. */
export function requestsOf({ work, ...options }: FarSideOptions): Requests | Refusal {
  const { server } = options;
  const compute = serverCompute(server, work);
  if ('problem' in compute) return compute;
  /** Of each size, found once: a simulation asks for a hundred thousand batches. */
  const known = new Map<number, number>();
  const batchMs = (batch: number) => {
    let ms = known.get(batch);
    if (ms !== undefined) return ms;
    const together = serverCompute(server, { ...work, batch });
    // Refused for one already, if ever.
    ms = 'ms' in together ? together.ms : batch * compute.ms;
    known.set(batch, ms);
    return ms;
  };
  return { ...options, compute, batchMs };
}

export type Requests = Omit<FarSideOptions, 'work'> & {
  readonly compute: ServerCompute;
  /** On the chip, of so many answers at once, ms. */
  readonly batchMs?: (batch: number) => number;
};

/**
 * Simulates requests on a connection already open (`totalMs`) and with one to open first (`coldTotalMs`). The same options
 * give the same result. Percentiles are nearest-rank, and each timeline is the request at the median, so that its legs add
 * up to the median exactly.
 * @returns a refusal where the queue never empties or an amount can't be, with a sentence that can be shown
 */
export function simulateRequests(options: Requests): Far | RefusedFar {
  const dealt = dealAll(options);
  if ('problem' in dealt) return { ...sideOf(options), problem: dealt.problem };
  const circumstances = circumstancesOf(options);
  const warm = distributionOf(circumstances, options.compute.basis, dealt.requests, false);
  const cold = distributionOf(circumstances, options.compute.basis, dealt.requests, true);
  const { payload } = circumstances;
  return {
    ...sideOf(options),
    payload: { upBytes: payload.upBytes, downBytes: payload.downBytes },
    timeline: { warm: warm.legs.map((leg) => ({ ...leg })), cold: cold.legs.map((leg) => ({ ...leg })) },
    totalMs: warm.totalMs,
    coldTotalMs: cold.totalMs,
  };
}

export function circumstancesOf(options: Requests): Circumstances {
  const { profile, server, payload, compute, traffic } = options;
  const { afterIdle = DEFAULT_AFTER_IDLE, transport = DEFAULT_TRANSPORT } = options;
  return { profile, server, payload, computeMs: compute.ms, afterIdle, transport, traffic };
}

/** How busy the server is, or in a sentence that its queue never empties or which amount can't be. */
export function queueingOfRequests(options: Requests): Queueing | Refusal {
  const problem = amountsProblem(options);
  if (problem) return { problem };
  const circumstances = circumstancesOf(options);
  const { server, traffic, computeMs } = circumstances;
  return queueingOf({
    load: server.load,
    traffic,
    softwareMs: softwareMs(circumstances),
    softwareSigma: server.softwareSigma,
    computeMs,
    batchMs: options.batchMs,
  });
}

/** The requests of a simulation, each with its luck, and what else the server has to do. */
export interface Deal {
  readonly requests: readonly Dealt[];
  readonly queueing: Queueing;
}

/**
 * Deals the requests of a simulation: one seed deals the same whatever the distance.
 * @returns a refusal where the queue never empties or an amount can't be
 */
export function dealAll(options: Requests): Deal | Refusal {
  const { seed, requests = 1000 } = options;
  const queueing = queueingOfRequests(options);
  if ('problem' in queueing) return queueing;
  const circumstances = circumstancesOf(options);
  const random = seededRandom(seed);
  const dealt: Dealt[] = [];
  for (let index = 0; index < requests; index++) {
    dealt.push(deal(circumstances, queueing.luckOf, drawRequest(random)));
  }
  return { requests: dealt, queueing };
}

const sideOf = ({ model, profile, server, seed }: Pick<FarSideOptions, 'model' | 'profile' | 'server' | 'seed'>) => ({
  model,
  profile: profile.id,
  server: server.id,
  seed,
});

function distributionOf(circumstances: Circumstances, basis: string, requests: readonly Dealt[], cold: boolean) {
  const way = wayOf(circumstances, cold);
  const totals = new Float64Array(requests.length);
  totalsOf(requests)(way, totals);
  const sorted = totals.toSorted();
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] as number;
  const median = at(0.5);
  const typical = requests[totals.indexOf(median)] as Dealt;
  return {
    legs: describeLegs(circumstances, basis, legTimes(way, typical), cold),
    totalMs: { median, p90: at(0.9), p99: at(0.99) },
  };
}
