import { burstLossOf } from './bursts';
import type { AfterIdle } from './afterIdle';
import { gaussian, type Random } from '../domain/random';
import { FIRST_TIMEOUT_MS, framingOf, messageBytes, type Framing, type Transport } from './framing';
import { correlated, deviation } from './jitter';
import { lossesOf, lossOf, type Loss, type LossDraws } from './loss';
import { jitterMs, type NetworkProfile } from './profile';
import type { Luck, Traffic } from './queue/traffic';
import type { ServerProfile } from './server';
import type { Software } from './software';
import { serialisationMs, slowStartStallMs } from './transfer';

/**
 * The legs of a request, in the order they pass; `losses` stands for every packet sent again, wherever it was lost. A connection has
 * either `tcp` and `tls` or `quic`, and only a server that sleeps has `cold-start`.
 */
export const legIds = [
  'dns',
  'tcp',
  'tls',
  'quic',
  'upload',
  'trip-up',
  'queue',
  'cold-start',
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
/** A client's first datagram is padded, so that the server may answer with three times as much: RFC 9000, sections 8.1 and 14.1. */
export const QUIC_INITIAL_BYTES = 1200;

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
  readonly transport: Transport;
  /** What else the server has to do, in place of its own `load`. */
  readonly traffic?: Traffic;
}

/**
 * What chance deals one request. All of it is drawn whatever the circumstances, in one order, so that one seed meets
 * the same luck on every network and server: then differences between two simulations are theirs and not the draw's.
 */
export interface Draws {
  /** Standard normal, one for each trip, by itself. */
  readonly trips: Readonly<Record<'dns' | 'connect' | 'tls' | 'up' | 'down', number>>;
  /** Standard normal: the server's software. */
  readonly software: number;
  /** Uniform in [0, 1). */
  readonly queue: number;
  readonly coldStart: number;
  readonly dnsLoss: number;
  readonly connectLoss: number;
  readonly tlsLoss: { readonly up: number; readonly down: number };
  readonly upLoss: LossDraws;
  readonly downLoss: LossDraws;
}

export function drawRequest(random: Random): Draws {
  const normal = () => gaussian(random);
  const loss = () => ({ tail: random(), body: random(), bursts: random() });
  return {
    trips: { dns: normal(), connect: normal(), tls: normal(), up: normal(), down: normal() },
    software: normal(),
    queue: random(),
    coldStart: random(),
    dnsLoss: random(),
    connectLoss: random(),
    tlsLoss: { up: random(), down: random() },
    upLoss: loss(),
    downLoss: loss(),
  };
}

/** Mean time of the software in front of the chip, ms. */
export function softwareMs({ server, payload }: Pick<Circumstances, 'server' | 'payload'>): number {
  return server.softwareMs + (payload.upBytes / 1e6) * server.decodeMsPerMB;
}

/** One request with all that chance deals it, worked out as far as it can be while the length of a round trip is still open. */
export interface Dealt {
  /** Of each trip from its mean, in units of the jitter. */
  readonly deviations: Draws['trips'];
  readonly queueMs: number;
  readonly coldStartMs: number;
  readonly softwareMs: number;
  readonly computeMs: number;
  /** Of what is sent and fetched. */
  readonly losses: Loss;
  /** Of what opens the connection. */
  readonly openingLosses: Loss;
}

/**
 * Nothing of it depends on how far away the server is.
 * @param luckOf what the server's other requests mean for this one
 */
export function deal(circumstances: Circumstances, luckOf: (draws: Draws) => Luck, draws: Draws): Dealt {
  const { profile, server, payload, transport } = circumstances;
  const { distribution, jitterCorrelation = 0 } = profile;
  const { dns, connect, tls, up, down } = draws.trips;
  const [ofDns, ofConnect, ofTls, ofUp, ofDown] = correlated([dns, connect, tls, up, down], jitterCorrelation).map(
    (z) => deviation(distribution, z),
  ) as [number, number, number, number, number];
  const sigma = server.softwareSigma;
  // Mean 1, so that `softwareMs` stays the mean.
  const luck = Math.exp(sigma * draws.software - (sigma * sigma) / 2);
  const { upBytes, downBytes } = messagesOf(payload, framingOf(transport));
  return {
    deviations: { dns: ofDns, connect: ofConnect, tls: ofTls, up: ofUp, down: ofDown },
    ...luckOf(draws),
    softwareMs: softwareMs(circumstances) * luck,
    losses: sumOf([
      messageLoss(circumstances, downBytes, draws.downLoss),
      messageLoss(circumstances, upBytes, draws.upLoss),
    ]),
    openingLosses: openingLoss(circumstances, draws),
  };
}

function messageLoss({ profile, transport }: Circumstances, bytes: number, draws: LossDraws): Loss {
  const framing = framingOf(transport);
  return profile.bursts
    ? burstLossOf(bytes, profile.bursts, draws.bursts, framing)
    : lossOf(bytes, profile.lossRate, draws, framing);
}

/** A lost first packet is noticed by a timer alone; either direction can lose it. */
function openingLoss({ profile, transport }: Circumstances, { dnsLoss, connectLoss, tlsLoss }: Draws): Loss {
  const { lossRate } = profile;
  const opening = (uniform: number): Loss => ({ trips: 0, waitMs: lossesOf(2, lossRate, uniform) * FIRST_TIMEOUT_MS });
  const handshake = (bytes: number, tail: number) => lossOf(bytes, lossRate, { tail, body: 0 }, framingOf(transport));
  return sumOf([
    opening(dnsLoss),
    opening(connectLoss),
    ...(transport === 'tcp' ? [handshake(TLS_BYTES.up, tlsLoss.up)] : []),
    ...(transport === 'quic-0rtt' ? [] : [handshake(TLS_BYTES.down, tlsLoss.down)]),
  ]);
}

const messagesOf = ({ upBytes, downBytes }: Circumstances['payload'], framing: Framing) => ({
  upBytes: messageBytes(upBytes, HEADER_BYTES.up, framing),
  downBytes: messageBytes(downBytes, HEADER_BYTES.down, framing),
});

const sumOf = (losses: readonly Loss[]): Loss => ({
  trips: losses.reduce((sum, { trips }) => sum + trips, 0),
  waitMs: losses.reduce((sum, { waitMs }) => sum + waitMs, 0),
});

/** What of a request the length of the round trip decides and chance does not, ms. */
export interface Way {
  readonly rttMs: number;
  readonly jitterMs: number;
  /** Sending the request and fetching the answer. */
  readonly uploadMs: number;
  readonly downloadMs: number;
  /** Of the handshake, beside its round trips. */
  readonly handshakeMs: number;
  /** 1 where the connection is still to be opened, 0 where it is open: round trips of each kind. */
  readonly dnsTrips: number;
  readonly tcpTrips: number;
  readonly tlsTrips: number;
  readonly quicTrips: number;
  readonly cold: boolean;
}

/** @param cold true where the connection is still to be opened */
export function wayOf({ profile, payload, afterIdle, transport }: Circumstances, cold: boolean): Way {
  const { rttMs, upKbps, downKbps } = profile;
  const framing = framingOf(transport);
  const { upBytes, downBytes } = messagesOf(payload, framing);
  const startsSlow = cold || afterIdle === 'slow-start';
  const transfer = (bytes: number, kbps: number) =>
    serialisationMs(bytes, kbps, framing) + (startsSlow ? slowStartStallMs(bytes, kbps, rttMs, framing) : 0);
  const firstUp = transport === 'quic' ? QUIC_INITIAL_BYTES : TLS_BYTES.up;
  const certificates = transport === 'quic-0rtt' ? 0 : serialisationMs(TLS_BYTES.down, downKbps, framing);
  const [opens, isTcp] = [Number(cold), Number(transport === 'tcp')];
  return {
    rttMs,
    jitterMs: jitterMs(profile),
    uploadMs: transfer(upBytes, upKbps),
    downloadMs: transfer(downBytes, downKbps),
    handshakeMs: opens * (serialisationMs(firstUp, upKbps, framing) + certificates),
    dnsTrips: opens,
    tcpTrips: opens * isTcp,
    tlsTrips: opens * isTcp,
    quicTrips: opens * Number(transport === 'quic'),
    cold,
  };
}

/** Times of one request, leg by leg, ms. */
export function legTimes(way: Way, dealt: Dealt): LegTimes {
  const { rttMs, jitterMs, cold, handshakeMs } = way;
  const { deviations, losses, openingLosses } = dealt;
  const opens = cold ? 1 : 0;
  return {
    dns: way.dnsTrips * tripMs(rttMs, jitterMs, deviations.dns),
    tcp: way.tcpTrips * tripMs(rttMs, jitterMs, deviations.connect),
    tls: way.tlsTrips * (tripMs(rttMs, jitterMs, deviations.tls) + handshakeMs),
    quic: way.quicTrips * tripMs(rttMs, jitterMs, deviations.connect) + (opens - way.tlsTrips) * handshakeMs,
    upload: way.uploadMs,
    'trip-up': tripMs(rttMs / 2, jitterMs, deviations.up),
    queue: dealt.queueMs,
    'cold-start': dealt.coldStartMs,
    software: dealt.softwareMs,
    compute: dealt.computeMs,
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
    times.quic +
    times.upload +
    times['trip-up'] +
    times.queue +
    times['cold-start'] +
    times.software +
    times.compute +
    times['trip-down'] +
    times.download +
    times.losses
  );
}
