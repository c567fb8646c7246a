import type { Random } from '../../domain/random';
import { poissonArrivals } from './discrete';
import type { ServiceDraw } from './service';

/** A server that is started when it is asked for and stopped when it has been idle. */
export interface ScaleToZero {
  readonly requestsPerSecond: number;
  /** An idle instance is kept so long, ms. */
  readonly keepAliveMs: number;
}

/** More instances than ever hold a share of requests that counts. */
const MOST_INSTANCES = 10_000;

/**
 * Share of requests that find no warm instance, each instance serving one at a time and the first of them that is free being taken. An
 * instance's requests are what those before it can't take (Erlang's B at each), taken to come at random: it has expired where none came
 * for as long as it is kept. With requests that hardly overlap this is e^(−λT), exactly, of which all else is a refinement
 * (Mahmoudi & Khazaei, "Performance Modeling of Serverless Computing Platforms", IEEE Transactions on Cloud Computing 10, 2022, have the
 * same model). Several instances' requests come in bursts, so that in truth somewhat more of them are cold.
 * @param serviceMs of a request on a warm instance, mean
 * @throws RangeError for impossible amounts
 */
export function coldShareOf({ requestsPerSecond, keepAliveMs }: ScaleToZero, serviceMs: number): number {
  for (const amount of [requestsPerSecond, keepAliveMs, serviceMs]) {
    if (!(amount >= 0 && amount < Infinity)) throw new RangeError(`Rates and times are from 0, not ${amount}.`);
  }
  const offered = (requestsPerSecond * serviceMs) / 1000;
  let blocked = 1;
  let cold = 0;
  for (let instance = 1; instance <= MOST_INSTANCES && blocked > 1e-9; instance++) {
    const next = (offered * blocked) / (instance + offered * blocked);
    const perMs = (requestsPerSecond * blocked) / 1000;
    cold += (blocked - next) * Math.exp(-perMs * keepAliveMs);
    blocked = next;
  }
  return Math.min(1, cold + blocked);
}

/**
 * The same, event by event.
 * @param startMs added to a cold request's service
 * @returns share of cold requests
 */
export function simulateColdStarts(
  options: ScaleToZero & {
    readonly startMs: number;
    readonly service: ServiceDraw;
    readonly requests: number;
    readonly random: Random;
  },
): number {
  const { requestsPerSecond, keepAliveMs, startMs, service, requests, random } = options;
  /** When each instance is done with its last request, ms; −∞ before its first. */
  const doneMs: number[] = [];
  let cold = 0;
  for (const arrivalMs of poissonArrivals(requests, requestsPerSecond, random)) {
    const isWarm = (done: number) => done <= arrivalMs && arrivalMs - done <= keepAliveMs;
    const warm = doneMs.findIndex(isWarm);
    const serviceMs = service(random);
    if (warm >= 0) {
      doneMs[warm] = arrivalMs + serviceMs;
      continue;
    }
    cold++;
    const expired = doneMs.findIndex((done) => done <= arrivalMs);
    doneMs[expired >= 0 ? expired : doneMs.length] = arrivalMs + startMs + serviceMs;
  }
  return cold / requests;
}
