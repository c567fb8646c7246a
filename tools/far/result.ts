import { closedFormMs, stillCircumstances } from '../../src/far/closedForm';
import { describeLegs } from '../../src/far/legs';
import type { NetworkProfile } from '../../src/far/network';
import type { Traffic } from '../../src/far/queue/traffic';
import { type LegTimes } from '../../src/far/request';
import { atEnds } from '../../src/far/interval';
import { bothPercentiles, percentilesOf, samplesOf, type Percentiles, type Samples } from '../../src/far/samples';
import { serverCompute } from '../../src/far/server';
import type { Server } from '../../src/far/servers';
import { circumstancesOf, requestsOf, type Requests } from '../../src/far/simulate';
import type { Asked } from '../../src/far/asked';
import { tokenLinkMs } from '../../src/far/tokenEvent';
import type { Request } from './options';

export interface ResultLeg extends Percentiles {
  readonly id: string;
  readonly label: string;
  readonly assumption: string;
}

/** Times of all requests on one kind of connection, ms. */
export interface ResultTimes {
  readonly totalMs: Percentiles;
  readonly legs: readonly ResultLeg[];
}

/** Median without jitter, loss, queue and cold start, ms: by formula, and simulated so. */
export interface ClosedForm {
  readonly formulaMs: number;
  readonly simulatedMs: number;
}

/** Totals with the server's time at one end of its 80 % interval. */
export type ResultEnd = { readonly computeMs: number } & (
  { readonly open: Percentiles; readonly first: Percentiles } | { readonly problem: string }
);

/** What `npm run far -- --model …` writes: the same bytes for the same options. */
export interface FarResult {
  readonly schema: 'nearside.far/1';
  readonly model: string;
  readonly profile: NetworkProfile;
  /** Where a recorded network was replayed: how long it is, and what had to be assumed. */
  readonly trace?: { readonly points: number; readonly durationMs: number; readonly notes: readonly string[] };
  readonly server: { readonly id: string; readonly title: string; readonly chip: string; readonly precision: string };
  readonly transport: string;
  readonly afterIdle: string;
  readonly traffic?: Traffic;
  readonly n: number;
  readonly seed: number;
  readonly payload: Asked['payload'];
  readonly work: Asked['work'];
  readonly notes: readonly string[];
  readonly queue: {
    readonly load: number;
    /** Absent where instances are started as they are needed. */
    readonly capacityPerSecond?: number;
    readonly meanBatch: number;
    readonly coldShare: number;
  };
  /** On the server's chip, of one answer; 80 of 100 such cases are within the interval. */
  readonly compute: { readonly ms: number; readonly intervalMs?: readonly [number, number]; readonly basis: string };
  readonly open: ResultTimes;
  readonly first: ResultTimes;
  /** Absent where a recorded network is replayed. */
  readonly ends?: { readonly faster: ResultEnd; readonly slower: ResultEnd };
  /** Absent where a recorded network has no one median without chance. */
  readonly closedForm?: { readonly open: ClosedForm; readonly first: ClosedForm };
  /** Of a decoder: from one token to the next, the chip's part and the software's, or the downlink's where that takes longer, ms. */
  readonly tokenMs?: number;
}

export interface RefusedResult {
  readonly schema: 'nearside.far/1';
  readonly model: string;
  readonly server: { readonly id: string };
  readonly problem: string;
}

function timesOf(options: Requests, { legs, totals }: Samples, cold: boolean): ResultTimes {
  const circumstances = circumstancesOf(options);
  const medians = Object.fromEntries(
    Object.entries(legs).map(([id, values]) => [id, percentilesOf(values)]),
  ) as unknown as Readonly<Record<keyof LegTimes, Percentiles>>;
  const noTimes = {} as LegTimes;
  const described = describeLegs(circumstances, options.compute.basis, noTimes, cold);
  return {
    totalMs: percentilesOf(totals),
    legs: described
      .map(({ id, label, assumption }) => ({ id, label, ...medians[id as keyof LegTimes], assumption }))
      .filter(({ p99 }) => cold || p99 > 0),
  };
}

function endsOf(options: Requests): FarResult['ends'] {
  const at = (each: Requests): ResultEnd => {
    const found = bothPercentiles(each);
    const computeMs = each.compute.ms;
    return 'problem' in found ? { computeMs, ...found } : { computeMs, open: found.warm, first: found.cold };
  };
  const { faster, slower } = atEnds(options, at);
  return { faster, slower };
}

/** With nothing but the server's software left to chance a median needs no more. */
export const CALM_REQUESTS = 10_000;

function closedFormOf(options: Requests): FarResult['closedForm'] | undefined {
  const still = stillCircumstances(circumstancesOf(options));
  const server: Server = { ...options.server, load: 0 };
  const { requests = CALM_REQUESTS } = options;
  const calm = { profile: still.profile, server, traffic: undefined, requests: Math.min(requests, CALM_REQUESTS) };
  const samples = samplesOf({ ...options, ...calm });
  if ('problem' in samples) return undefined;
  const { warm, cold } = samples;
  const both = (connection: 'warm' | 'cold', { totals }: Samples): ClosedForm => ({
    formulaMs: closedFormMs(still, connection),
    simulatedMs: percentilesOf(totals).p50,
  });
  return { open: both('warm', warm), first: both('cold', cold) };
}

/** @returns a refusal where a figure of the chip is unknown or the queue never empties */
export function resultOf(request: Request, asked: Asked, server: Server): FarResult | RefusedResult {
  const { model, profile, trace, networkAt, n, seed, transport, afterIdle, traffic } = request;
  const payload = {
    upBytes: request.upBytes ?? asked.payload.upBytes,
    downBytes: request.downBytes ?? asked.payload.downBytes,
  };
  const { work } = asked;
  const refused = (problem: string): RefusedResult => ({
    schema: 'nearside.far/1',
    model,
    server: { id: server.id },
    problem,
  });
  const options = requestsOf({
    model,
    payload,
    work,
    profile,
    server,
    transport,
    afterIdle,
    traffic,
    seed,
    requests: n,
  });
  if ('problem' in options) return refused(options.problem);
  const samples = samplesOf(options, networkAt);
  if ('problem' in samples) return refused(samples.problem);

  const { warm, cold, queueing } = samples;
  const { compute } = options;
  const token = asked.token && serverCompute(server, asked.token);
  const { load, capacityPerSecond, meanBatch, coldShare } = queueing;
  return {
    schema: 'nearside.far/1',
    model,
    profile,
    ...(trace && { trace: { points: trace.points.length, durationMs: trace.durationMs, notes: trace.notes } }),
    server: { id: server.id, title: server.title, chip: server.chip.name, precision: server.precision },
    transport,
    afterIdle,
    ...(traffic && { traffic }),
    n,
    seed,
    payload,
    work,
    notes: asked.notes,
    queue: { load, ...(Number.isFinite(capacityPerSecond) && { capacityPerSecond }), meanBatch, coldShare },
    compute: { ms: compute.ms, intervalMs: compute.interval, basis: compute.basis },
    open: timesOf(options, warm, false),
    first: timesOf(options, cold, true),
    ...(!trace && { ends: endsOf(options), closedForm: closedFormOf(options) }),
    ...(token && 'ms' in token && { tokenMs: Math.max(token.ms + server.softwareMs, tokenLinkMs(profile.downKbps)) }),
  };
}
