import { messagesOf, packetsOf, QUIC_INITIAL_BYTES, TLS_BYTES, type Circumstances } from './circumstances';
import type { Dealt } from './deal';
import { firstTimerMsOf, framingOf, timerMsOf } from './framing';
import { jitterMs, roundTripJitterMs } from './profile';
import { sendingMs, type Sending } from './sending';
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

/** What of a request the length of the round trip decides and chance does not, ms. */
export interface Way {
  readonly rttMs: number;
  /** Of one way, and of a round trip. */
  readonly jitterMs: number;
  readonly roundTripJitterMs: number;
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
  /** What a lost packet's timer adds to the round trip, and to that of a handshake. */
  readonly timerMs: number;
  readonly firstTimerMs: number;
  readonly up: Carried;
  readonly down: Carried;
}

/** A message that loses nothing, in full packets. */
interface Carried {
  /** A packet's time on the link. */
  readonly packetMs: number;
  readonly ms: number;
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
  const roundTripMs = roundTripJitterMs(profile);
  const carried = (bytes: number, kbps: number): Carried => {
    const packets = packetsOf(bytes, framing);
    const packetMs = serialisationMs(framing.payloadBytes, kbps, framing);
    const full = packets * framing.payloadBytes;
    return { packetMs, ms: packets * packetMs + (startsSlow ? slowStartStallMs(full, kbps, rttMs, framing) : 0) };
  };
  return {
    rttMs,
    jitterMs: jitterMs(profile),
    roundTripJitterMs: roundTripMs,
    uploadMs: transfer(upBytes, upKbps),
    downloadMs: transfer(downBytes, downKbps),
    handshakeMs: opens * (serialisationMs(firstUp, upKbps, framing) + certificates),
    dnsTrips: opens,
    tcpTrips: opens * isTcp,
    tlsTrips: opens * isTcp,
    quicTrips: opens * Number(transport === 'quic'),
    cold,
    timerMs: timerMsOf(framing, roundTripMs),
    firstTimerMs: firstTimerMsOf(framing, rttMs),
    up: carried(upBytes, upKbps),
    down: carried(downBytes, downKbps),
  };
}

/** Times of one request, leg by leg, ms. */
export function legTimes(way: Way, dealt: Dealt): LegTimes {
  const { rttMs, jitterMs, roundTripJitterMs: roundMs, cold, handshakeMs } = way;
  const { deviations } = dealt;
  const opens = cold ? 1 : 0;
  return {
    dns: way.dnsTrips * tripMs(rttMs, roundMs, deviations.dns),
    tcp: way.tcpTrips * tripMs(rttMs, roundMs, deviations.connect),
    tls: way.tlsTrips * (tripMs(rttMs, roundMs, deviations.tls) + handshakeMs),
    quic: way.quicTrips * tripMs(rttMs, roundMs, deviations.connect) + (opens - way.tlsTrips) * handshakeMs,
    upload: way.uploadMs,
    'trip-up': tripMs(rttMs / 2, jitterMs, deviations.up),
    queue: dealt.queueMs,
    'cold-start': dealt.coldStartMs,
    software: dealt.softwareMs,
    compute: dealt.computeMs,
    'trip-down': tripMs(rttMs / 2, jitterMs, deviations.down),
    download: way.downloadMs,
    losses: lossMs(way, dealt),
  };
}

/** What lost packets cost: a message that lost some, less one that lost none, ms. */
export function lossMs(way: Way, { losses, firstLosses, openingLoss }: Dealt): number {
  const { up, down } = way.cold ? firstLosses : losses;
  const opening = way.cold ? openingLoss.waitMs + openingLoss.timeouts * (way.rttMs + way.firstTimerMs) : 0;
  return opening + (up ? moreMs(way, up, way.up) : 0) + (down ? moreMs(way, down, way.down) : 0);
}

function moreMs({ rttMs, timerMs }: Way, lossy: Sending, { packetMs, ms }: Carried): number {
  return sendingMs(lossy, { packetMs, rttMs, timerMs }) - ms;
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
