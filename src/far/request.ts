import type { AfterIdle } from './afterIdle';
import { gaussian, type Random } from '../domain/random';
import { deviation } from './jitter';
import type { NetworkProfile } from './network';
import { queueWaitMs, type ServerProfile } from './server';
import type { Software } from './software';
import { FIRST_TIMEOUT_MS, lossMs, lossesOf, serialisationMs, slowStartStallMs, tcpBytes, type LossDraws } from './tcp';

/** The legs of a request, in the order they pass; `losses` stands for every packet sent again, wherever it was lost. */
export const legIds = [
  'dns',
  'tcp',
  'tls',
  'upload',
  'trip-up',
  'queue',
  'software',
  'compute',
  'trip-down',
  'download',
  'losses',
] as const;
export type LegId = (typeof legIds)[number];
export type LegTimes = Readonly<Record<LegId, number>>;

/** Bytes around the payload: the project's own assumptions. */
export const HEADER_BYTES = { up: 700, down: 400 };
export const TLS_BYTES = { up: 600, down: 4000 };

/** Everything about a request that chance has no part in. */
export interface Circumstances {
  readonly profile: NetworkProfile;
  readonly server: Pick<ServerProfile, 'load' | keyof Software>;
  /** Bodies of the request and of its answer, bytes. */
  readonly payload: { readonly upBytes: number; readonly downBytes: number };
  /** One answer's inference on the server's chip, ms. */
  readonly computeMs: number;
  /** Of a connection that is open; the first request's window is the initial one in any case. */
  readonly afterIdle: AfterIdle;
}

/**
 * What chance deals one request. All of it is drawn whatever the circumstances, in one order, so that one seed meets
 * the same luck on every network and server: then differences between two simulations are theirs and not the draw's.
 */
export interface Draws {
  /** Standard normal, one for each trip. */
  readonly trips: Readonly<Record<'dns' | 'tcp' | 'tls' | 'up' | 'down', number>>;
  /** Standard normal: the server's software. */
  readonly software: number;
  /** Uniform in [0, 1). */
  readonly queue: number;
  readonly dnsLoss: number;
  readonly tcpLoss: number;
  readonly tlsLoss: { readonly up: number; readonly down: number };
  readonly upLoss: LossDraws;
  readonly downLoss: LossDraws;
}

export function drawRequest(random: Random): Draws {
  const normal = () => gaussian(random);
  return {
    trips: { dns: normal(), tcp: normal(), tls: normal(), up: normal(), down: normal() },
    software: normal(),
    queue: random(),
    dnsLoss: random(),
    tcpLoss: random(),
    tlsLoss: { up: random(), down: random() },
    upLoss: { tail: random(), body: random() },
    downLoss: { tail: random(), body: random() },
  };
}

/** Mean time the server spends on one request without waiting, ms. */
export function serviceMs({ server, payload, computeMs }: Circumstances): number {
  return server.softwareMs + (payload.upBytes / 1e6) * server.decodeMsPerMB + computeMs;
}

/**
 * Times of one request, leg by leg, ms.
 * @param cold true where the connection is still to be opened
 */
export function legTimes(circumstances: Circumstances, draws: Draws, cold: boolean): LegTimes {
  const { profile, server, payload, computeMs } = circumstances;
  const { rttMs, upKbps, downKbps } = profile;
  const up = tcpBytes(payload.upBytes, HEADER_BYTES.up);
  const down = tcpBytes(payload.downBytes, HEADER_BYTES.down);

  const trip = (meanMs: number, z: number) =>
    Math.max(0, meanMs + profile.jitterShare * rttMs * deviation(profile.distribution, z));
  const startsSlow = cold || circumstances.afterIdle === 'slow-start';
  const transfer = (bytes: number, kbps: number) =>
    serialisationMs(bytes, kbps) + (startsSlow ? slowStartStallMs(bytes, kbps, rttMs) : 0);

  const sigma = server.softwareSigma;
  // Mean 1, so that `softwareMs` stays the mean.
  const luck = Math.exp(sigma * draws.software - (sigma * sigma) / 2);
  const preparing = serviceMs(circumstances) - computeMs;

  return {
    dns: cold ? trip(rttMs, draws.trips.dns) : 0,
    tcp: cold ? trip(rttMs, draws.trips.tcp) : 0,
    tls: cold
      ? trip(rttMs, draws.trips.tls) + serialisationMs(TLS_BYTES.up, upKbps) + serialisationMs(TLS_BYTES.down, downKbps)
      : 0,
    upload: transfer(up, upKbps),
    'trip-up': trip(rttMs / 2, draws.trips.up),
    queue: queueWaitMs(server.load, serviceMs(circumstances), draws.queue),
    software: preparing * luck,
    compute: computeMs,
    'trip-down': trip(rttMs / 2, draws.trips.down),
    download: transfer(down, downKbps),
    losses: lossesMs(profile, draws, { up, down }, cold),
  };
}

/** Time that lost packets cost one request, ms: while connecting, and among the segments sent and fetched. */
function lossesMs(
  { lossRate, rttMs }: NetworkProfile,
  draws: Draws,
  { up, down }: { readonly up: number; readonly down: number },
  cold: boolean,
): number {
  // A lost first packet is noticed by a timer alone; either direction can lose it.
  const opening = (uniform: number) => lossesOf(2, lossRate, uniform) * FIRST_TIMEOUT_MS;
  const connecting = cold
    ? opening(draws.dnsLoss) +
      opening(draws.tcpLoss) +
      lossMs(TLS_BYTES.up, lossRate, rttMs, { tail: draws.tlsLoss.up, body: 0 }) +
      lossMs(TLS_BYTES.down, lossRate, rttMs, { tail: draws.tlsLoss.down, body: 0 })
    : 0;
  return connecting + lossMs(up, lossRate, rttMs, draws.upLoss) + lossMs(down, lossRate, rttMs, draws.downLoss);
}

/** @returns ms from the first byte asked for to the last byte of the answer */
export function totalOf(times: LegTimes): number {
  return legIds.reduce((sum, id) => sum + times[id], 0);
}
