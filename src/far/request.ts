import { gaussian, type Random } from '../domain/random';
import { deviation } from './jitter';
import type { NetworkProfile } from './network';
import { queueWaitMs, type ServerProfile } from './server';
import { FIRST_TIMEOUT_MS, lossMs, lossesOf, serialisationMs, slowStartStallMs, tcpBytes } from './tcp';

/** The legs of a request, in the order they pass. */
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
] as const;
export type LegId = (typeof legIds)[number];
export type LegTimes = Readonly<Record<LegId, number>>;

/** Bytes around the payload: the project's own assumptions. */
export const HEADER_BYTES = { up: 700, down: 400 };
export const TLS_BYTES = { up: 600, down: 4000 };

/** Everything about a request that chance has no part in. */
export interface Circumstances {
  readonly profile: NetworkProfile;
  readonly server: ServerProfile;
  /** Bodies of the request and of its answer, bytes. */
  readonly payload: { readonly upBytes: number; readonly downBytes: number };
  /** One inference on the server's chip, ms. */
  readonly computeMs: number;
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
  readonly tlsLoss: number;
  readonly upLoss: { readonly tail: number; readonly body: number };
  readonly downLoss: { readonly tail: number; readonly body: number };
}

export function drawRequest(random: Random): Draws {
  const normal = () => gaussian(random);
  return {
    trips: { dns: normal(), tcp: normal(), tls: normal(), up: normal(), down: normal() },
    software: normal(),
    queue: random(),
    dnsLoss: random(),
    tcpLoss: random(),
    tlsLoss: random(),
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
 * @param cold true where the connection is still to be opened; its windows then start small
 */
export function legTimes(circumstances: Circumstances, draws: Draws, cold: boolean): LegTimes {
  const { profile, server, payload, computeMs } = circumstances;
  const { rttMs, upKbps, downKbps, lossRate } = profile;

  const trip = (meanMs: number, z: number) =>
    Math.max(0, meanMs + profile.jitterShare * rttMs * deviation(profile.distribution, z));
  // A lost first packet is noticed by a timer alone; either direction can lose it.
  const opening = (z: number, loss: number) => trip(rttMs, z) + lossesOf(2, lossRate, loss) * FIRST_TIMEOUT_MS;
  const transfer = (bytes: number, kbps: number, loss: Draws['upLoss']) =>
    serialisationMs(bytes, kbps) +
    (cold ? slowStartStallMs(bytes, kbps, rttMs) : 0) +
    lossMs(bytes, lossRate, rttMs, loss);

  const sigma = server.softwareSigma;
  // Mean 1, so that `softwareMs` stays the mean.
  const luck = Math.exp(sigma * draws.software - (sigma * sigma) / 2);
  const preparing = serviceMs(circumstances) - computeMs;

  return {
    dns: cold ? opening(draws.trips.dns, draws.dnsLoss) : 0,
    tcp: cold ? opening(draws.trips.tcp, draws.tcpLoss) : 0,
    tls: cold
      ? trip(rttMs, draws.trips.tls) +
        serialisationMs(TLS_BYTES.up, upKbps) +
        serialisationMs(TLS_BYTES.down, downKbps) +
        lossMs(TLS_BYTES.up + TLS_BYTES.down, lossRate, rttMs, { tail: draws.tlsLoss, body: 0 })
      : 0,
    upload: transfer(tcpBytes(payload.upBytes, HEADER_BYTES.up), upKbps, draws.upLoss),
    'trip-up': trip(rttMs / 2, draws.trips.up),
    queue: queueWaitMs(server.load, serviceMs(circumstances), draws.queue),
    software: preparing * luck,
    compute: computeMs,
    'trip-down': trip(rttMs / 2, draws.trips.down),
    download: transfer(tcpBytes(payload.downBytes, HEADER_BYTES.down), downKbps, draws.downLoss),
  };
}

/** @returns ms from the first byte asked for to the last byte of the answer */
export function totalOf(times: LegTimes): number {
  return legIds.reduce((sum, id) => sum + times[id], 0);
}
