import { serverCompute, type AnswerWork, type Refusal } from '../server';
import { overloadOf } from '../queue/mgc';
import { constantAndLognormal, deterministic, type Service } from '../queue/service';
import { softwareMs } from '../circumstances';
import { circumstancesOf, queueingOfRequests, type Requests } from '../simulate';

/** What one server (a chip with what it needs around it) does for answers, as it is simulated. */
export interface Served {
  /** How long it is occupied by one: a batch's time over its answers, software included. */
  readonly service: Service;
  /** Time that its chip works on one, ms. */
  readonly busyMs: number;
  /** Answers a second, were it never idle. */
  readonly capacityPerSecond: number;
  /** Share of the time that it is occupied. */
  readonly load: number;
}

/** A text: what each of its tokens asks of the chip, and how many texts are written along with one another. */
export interface Writing {
  readonly token: AnswerWork;
  readonly tokens: number;
  readonly textsAtOnce: number;
}

/**
 * What a simulation's server does for one answer. A text reads its prompt alone and shares each step with the others that are written
 * (continuous batching: Yu et al., "Orca", OSDI 2022); its cache counts as if it were shared too, which is little beside the weights of a
 * short text. Where texts come at a rate, the load is that of whole texts: the simulation's own is of their prompts.
 * @returns a sentence where its queue never empties, it sleeps, or a figure of its chip is unknown
 */
export function servedOf(requests: Requests, writing?: Writing): Served | Refusal {
  const { traffic, server, compute, batchMs } = requests;
  if (traffic?.kind === 'scale-to-zero')
    return { problem: 'What a server that sleeps costs can’t be told: what it is charged for while awake is unknown.' };
  const queueing = queueingOfRequests(requests);
  if ('problem' in queueing) return { problem: queueing.problem };
  const software = softwareMs(circumstancesOf(requests));
  if (writing) {
    const { tokens, textsAtOnce } = writing;
    // The reading of the prompt brings the first.
    const steps = tokens - 1;
    const step = serverCompute(server, { ...writing.token, batch: Math.round(textsAtOnce) });
    if ('problem' in step) return step;
    const meanMs = compute.ms + software + (steps * (step.ms + server.softwareMs)) / textsAtOnce;
    const busyMs = compute.ms + (steps * step.ms) / textsAtOnce;
    const capacityPerSecond = 1000 / meanMs;
    const load = traffic ? traffic.requestsPerSecond / (traffic.workers * capacityPerSecond) : queueing.load;
    if (traffic && load >= 1) {
      const { problem } = overloadOf(traffic.requestsPerSecond, traffic.workers * capacityPerSecond);
      return { problem };
    }
    return { service: deterministic(meanMs), busyMs, capacityPerSecond, load };
  }
  const workers = traffic?.workers ?? 1;
  if (traffic?.batching && batchMs && queueing.load > 0) {
    // As fast as it is with the batches that come, which are smaller than the largest.
    const capacityPerSecond = traffic.requestsPerSecond / workers / queueing.load;
    const batch = Math.max(1, Math.round(queueing.meanBatch));
    return {
      service: deterministic(1000 / capacityPerSecond),
      busyMs: batchMs(batch) / batch,
      capacityPerSecond,
      load: queueing.load,
    };
  }
  return {
    service: constantAndLognormal(compute.ms, software, server.softwareSigma),
    busyMs: compute.ms,
    capacityPerSecond: queueing.capacityPerSecond / workers,
    load: queueing.load,
  };
}
