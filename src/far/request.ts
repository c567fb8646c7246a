import type { AfterIdle } from './afterIdle';
import { gaussian, type Random } from '../domain/random';
import { deviation } from './jitter';
import { jitterMs, type NetworkProfile } from './network';
import { queueWaitMs, type ServerProfile } from './server';
import type { Software } from './software';
import {
  FIRST_TIMEOUT_MS,
  lossesOf,
  lossOf,
  serialisationMs,
  slowStartStallMs,
  tcpBytes,
  type Loss,
  type LossDraws,
} from './tcp';

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

/** One request with all that chance deals it, worked out as far as it can be while the length of a round trip is still open. */
export interface Dealt {
  /** Of each trip from its mean, in units of the jitter. */
  readonly deviations: Draws['trips'];
  readonly queueMs: number;
  readonly softwareMs: number;
  /** Of what is sent and fetched. */
  readonly losses: Loss;
  /** Of what opens the connection. */
  readonly openingLosses: Loss;
}

/** Nothing of it depends on how far away the server is. */
export function deal(circumstances: Circumstances, draws: Draws): Dealt {
  const { profile, server, payload, computeMs } = circumstances;
  const { distribution, lossRate } = profile;
  const { dns, tcp, tls, up, down } = draws.trips;
  const sigma = server.softwareSigma;
  // Mean 1, so that `softwareMs` stays the mean.
  const luck = Math.exp(sigma * draws.software - (sigma * sigma) / 2);
  const { upBytes, downBytes } = tcpBytesOf(payload);
  const fetching = lossOf(downBytes, lossRate, draws.downLoss);
  const sending = lossOf(upBytes, lossRate, draws.upLoss);
  // A lost first packet is noticed by a timer alone; either direction can lose it.
  const opening = (uniform: number): Loss => ({ trips: 0, waitMs: lossesOf(2, lossRate, uniform) * FIRST_TIMEOUT_MS });
  return {
    deviations: {
      dns: deviation(distribution, dns),
      tcp: deviation(distribution, tcp),
      tls: deviation(distribution, tls),
      up: deviation(distribution, up),
      down: deviation(distribution, down),
    },
    queueMs: queueWaitMs(server.load, serviceMs(circumstances), draws.queue),
    softwareMs: (serviceMs(circumstances) - computeMs) * luck,
    losses: sumOf([sending, fetching]),
    openingLosses: sumOf([
      opening(draws.dnsLoss),
      opening(draws.tcpLoss),
      lossOf(TLS_BYTES.up, lossRate, { tail: draws.tlsLoss.up, body: 0 }),
      lossOf(TLS_BYTES.down, lossRate, { tail: draws.tlsLoss.down, body: 0 }),
    ]),
  };
}

const tcpBytesOf = ({ upBytes, downBytes }: Circumstances['payload']) => ({
  upBytes: tcpBytes(upBytes, HEADER_BYTES.up),
  downBytes: tcpBytes(downBytes, HEADER_BYTES.down),
});

const sumOf = (losses: readonly Loss[]): Loss => ({
  trips: losses.reduce((sum, { trips }) => sum + trips, 0),
  waitMs: losses.reduce((sum, { waitMs }) => sum + waitMs, 0),
});

/** What of a request the length of the round trip decides and chance does not, ms. */
export interface Way {
  readonly rttMs: number;
  readonly jitterMs: number;
  readonly computeMs: number;
  /** Sending the request and fetching the answer. */
  readonly uploadMs: number;
  readonly downloadMs: number;
  /** Of TLS, beside its round trip. */
  readonly certificatesMs: number;
  readonly cold: boolean;
}

/** @param cold true where the connection is still to be opened */
export function wayOf({ profile, payload, computeMs, afterIdle }: Circumstances, cold: boolean): Way {
  const { rttMs, upKbps, downKbps } = profile;
  const { upBytes, downBytes } = tcpBytesOf(payload);
  const startsSlow = cold || afterIdle === 'slow-start';
  const transfer = (bytes: number, kbps: number) =>
    serialisationMs(bytes, kbps) + (startsSlow ? slowStartStallMs(bytes, kbps, rttMs) : 0);
  return {
    rttMs,
    jitterMs: jitterMs(profile),
    computeMs,
    uploadMs: transfer(upBytes, upKbps),
    downloadMs: transfer(downBytes, downKbps),
    certificatesMs: serialisationMs(TLS_BYTES.up, upKbps) + serialisationMs(TLS_BYTES.down, downKbps),
    cold,
  };
}

/** Times of one request, leg by leg, ms. */
export function legTimes(way: Way, { deviations, queueMs, softwareMs, losses, openingLosses }: Dealt): LegTimes {
  const { rttMs, jitterMs, cold } = way;
  const opens = cold ? 1 : 0;
  return {
    dns: opens * tripMs(rttMs, jitterMs, deviations.dns),
    tcp: opens * tripMs(rttMs, jitterMs, deviations.tcp),
    tls: opens * (tripMs(rttMs, jitterMs, deviations.tls) + way.certificatesMs),
    upload: way.uploadMs,
    'trip-up': tripMs(rttMs / 2, jitterMs, deviations.up),
    queue: queueMs,
    software: softwareMs,
    compute: way.computeMs,
    'trip-down': tripMs(rttMs / 2, jitterMs, deviations.down),
    download: way.downloadMs,
    losses: losses.waitMs + losses.trips * rttMs + opens * (openingLosses.waitMs + openingLosses.trips * rttMs),
  };
}

const tripMs = (meanMs: number, jitter: number, away: number) => Math.max(0, meanMs + jitter * away);

/** @returns ms from the first byte asked for to the last byte of the answer */
export function totalOf(times: LegTimes): number {
  // Written out: this is summed for thousands of requests in each frame of a slider that moves.
  return (
    times.dns +
    times.tcp +
    times.tls +
    times.upload +
    times['trip-up'] +
    times.queue +
    times.software +
    times.compute +
    times['trip-down'] +
    times.download +
    times.losses
  );
}
