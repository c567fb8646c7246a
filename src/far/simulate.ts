import { seededRandom } from '../domain/random';
import type { Far, RefusedFar } from '../record/record';
import { describeLegs } from './legs';
import type { NetworkProfile } from './network';
import { drawRequest, legTimes, totalOf, type Circumstances, type Draws } from './request';
import { serverCompute, type AnswerWork, type ServerCompute } from './server';
import type { Server } from './servers';
import { DEFAULT_AFTER_IDLE, type AfterIdle } from './afterIdle';

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

/**
 * Simulates requests on a connection already open (`totalMs`) and with one to open first (`coldTotalMs`). The same options
 * give the same result. Percentiles are nearest-rank, and each timeline is the request at the median, so that its legs add
 * up to the median exactly.
 * @throws RangeError for impossible amounts
 */
export function simulateRequests(options: Omit<FarSideOptions, 'work'> & { readonly compute: ServerCompute }): Far {
  const { payload, profile, server, compute, seed, afterIdle = DEFAULT_AFTER_IDLE, requests = 1000 } = options;
  for (const bytes of [payload.upBytes, payload.downBytes]) {
    if (!Number.isSafeInteger(bytes) || bytes < 0)
      throw new RangeError(`A payload is whole bytes from 0, not ${bytes}.`);
  }
  if (!Number.isSafeInteger(requests) || requests < 1) throw new RangeError(`Requests are from 1, not ${requests}.`);

  const circumstances: Circumstances = { profile, server, payload, computeMs: compute.ms, afterIdle };
  const random = seededRandom(seed);
  const draws = Array.from({ length: requests }, () => drawRequest(random));
  const warm = distributionOf(circumstances, compute.basis, draws, false);
  const cold = distributionOf(circumstances, compute.basis, draws, true);
  return {
    ...sideOf(options),
    payload: { upBytes: payload.upBytes, downBytes: payload.downBytes },
    timeline: { warm: warm.legs, cold: cold.legs },
    totalMs: warm.totalMs,
    coldTotalMs: cold.totalMs,
  };
}

const sideOf = ({ model, profile, server, seed }: Pick<FarSideOptions, 'model' | 'profile' | 'server' | 'seed'>) => ({
  model,
  profile: profile.id,
  server: server.id,
  seed,
});

function distributionOf(circumstances: Circumstances, basis: string, draws: readonly Draws[], cold: boolean) {
  const totals = Float64Array.from(draws, (draw) => totalOf(legTimes(circumstances, draw, cold)));
  const sorted = totals.toSorted();
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] as number;
  const median = at(0.5);
  const typical = draws[totals.indexOf(median)] as Draws;
  return {
    legs: describeLegs(circumstances, basis, legTimes(circumstances, typical, cold), cold),
    totalMs: { median, p90: at(0.9), p99: at(0.99) },
  };
}
