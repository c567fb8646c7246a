import { seededRandom } from '../domain/random';
import type { Far, RefusedFar } from '../record/record';
import { DEFAULT_AFTER_IDLE, type AfterIdle } from './afterIdle';
import { describeLegs } from './legs';
import type { NetworkProfile } from './network';
import { deal, drawRequest, legTimes, totalOf, wayOf, type Circumstances, type Dealt } from './request';
import { serverCompute, type AnswerWork, type ServerCompute } from './server';
import type { Server } from './servers';

export interface FarSideOptions {
  readonly model: string;
  /** Body of the request (the input as it is) and of its answer, bytes. */
  readonly payload: { readonly upBytes: number; readonly downBytes: number };
  /** Work of one answer. */
  readonly work: AnswerWork;
  readonly profile: NetworkProfile;
  readonly server: Server;
  readonly afterIdle?: AfterIdle;
  readonly seed: number;
  /** Requests simulated, each on its own: 1000 unless told, so that a 99th percentile has ten beyond it. */
  readonly requests?: number;
}

/**
 * One model's requests to a cloud, or why they can't be simulated.
 * @returns a refusal where a figure of the server's chip is unknown, with a sentence that can be shown
 * @throws RangeError for impossible amounts
 */
export function simulateFarSide(options: FarSideOptions): Far | RefusedFar {
  const compute = serverCompute(options.server, options.work);
  return 'problem' in compute
    ? { ...sideOf(options), problem: compute.problem }
    : simulateRequests({ ...options, compute });
}

export type Requests = Omit<FarSideOptions, 'work'> & { readonly compute: ServerCompute };

/**
 * Simulates requests on a connection already open (`totalMs`) and with one to open first (`coldTotalMs`). The same options
 * give the same result. Percentiles are nearest-rank, and each timeline is the request at the median, so that its legs add
 * up to the median exactly.
 * @throws RangeError for impossible amounts
 */
export function simulateRequests(options: Requests): Far {
  const circumstances = circumstancesOf(options);
  const dealt = dealAll(options);
  const warm = distributionOf(circumstances, options.compute.basis, dealt, false);
  const cold = distributionOf(circumstances, options.compute.basis, dealt, true);
  const { payload } = circumstances;
  return {
    ...sideOf(options),
    payload: { upBytes: payload.upBytes, downBytes: payload.downBytes },
    timeline: { warm: warm.legs.map((leg) => ({ ...leg })), cold: cold.legs.map((leg) => ({ ...leg })) },
    totalMs: warm.totalMs,
    coldTotalMs: cold.totalMs,
  };
}

export function circumstancesOf({ profile, server, payload, compute, afterIdle }: Requests): Circumstances {
  return { profile, server, payload, computeMs: compute.ms, afterIdle: afterIdle ?? DEFAULT_AFTER_IDLE };
}

/**
 * The requests of a simulation, each with its luck: one seed deals the same whatever the distance.
 * @throws RangeError for impossible amounts
 */
export function dealAll(options: Requests): Dealt[] {
  const { payload, seed, requests = 1000 } = options;
  for (const bytes of [payload.upBytes, payload.downBytes]) {
    if (!Number.isSafeInteger(bytes) || bytes < 0)
      throw new RangeError(`A payload is whole bytes from 0, not ${bytes}.`);
  }
  if (!Number.isSafeInteger(requests) || requests < 1) throw new RangeError(`Requests are from 1, not ${requests}.`);
  const circumstances = circumstancesOf(options);
  const random = seededRandom(seed);
  return Array.from({ length: requests }, () => deal(circumstances, drawRequest(random)));
}

const sideOf = ({ model, profile, server, seed }: Pick<FarSideOptions, 'model' | 'profile' | 'server' | 'seed'>) => ({
  model,
  profile: profile.id,
  server: server.id,
  seed,
});

function distributionOf(circumstances: Circumstances, basis: string, requests: readonly Dealt[], cold: boolean) {
  const way = wayOf(circumstances, cold);
  const totals = Float64Array.from(requests, (request) => totalOf(legTimes(way, request)));
  const sorted = totals.toSorted();
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] as number;
  const median = at(0.5);
  const typical = requests[totals.indexOf(median)] as Dealt;
  return {
    legs: describeLegs(circumstances, basis, legTimes(way, typical), cold),
    totalMs: { median, p90: at(0.9), p99: at(0.99) },
  };
}
