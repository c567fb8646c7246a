import type { Leg } from '../record/record';
import { inMs, plural } from '../domain/words';
import { kilobytes, percent } from './format';
import type { AfterIdle } from './afterIdle';
import { FIRST_TIMEOUT_MS, framingOf, timerMsOf, type Framing } from './framing';
import { BEYOND_JITTER_SHARE, roundTripJitterMs, type NetworkProfile } from './profile';
import { HEADER_BYTES, QUIC_INITIAL_BYTES, softwareMs, TLS_BYTES } from './circumstances';
import { legIds } from './request';
import { type Circumstances } from './circumstances';
import { type LegId, type LegTimes } from './request';

const labels: Readonly<Record<LegId, string>> = {
  dns: 'Name look-up (DNS)',
  tcp: 'TCP handshake',
  tls: 'TLS 1.3 handshake',
  quic: 'QUIC handshake',
  upload: 'Upload',
  'trip-up': 'Half-trip there',
  queue: 'Queue',
  'cold-start': 'Cold start',
  software: 'Server software',
  compute: 'Server compute',
  'trip-down': 'Half-trip back',
  download: 'Download',
  losses: 'Lost packets',
};

const open = 'The connection is already open.';

const initialWindow = ({ windowPackets, payloadBytes }: Framing) => `${windowPackets} × ${payloadBytes} B (RFC 6928)`;

/** Why a connection that is open sends as it does: the assumption by its name. */
const openWindow: Readonly<Record<AfterIdle, (window: string) => string>> = {
  'slow-start': (window) => `slow start again from ${window}, the connection having idled (RFC 5681; Linux’ default)`,
  'window-kept': () => 'the window kept from earlier requests fills the link (assumed)',
};

function roundTrip({ rttMs, distanceMs, source, title }: NetworkProfile): string {
  if (distanceMs === undefined) return `${rttMs} ms (${source}: ${title})`;
  const within = inMs(rttMs - distanceMs);
  return `${inMs(rttMs)}: ${within} within the network (${source}: ${title}) and ${inMs(distanceMs)} from its edge to the server (as chosen)`;
}

function jitterOf({
  distribution,
  jitterShare,
  ownJitterMs,
  jitterCorrelation,
  distanceMs,
  source,
}: NetworkProfile): string {
  const correlation = jitterCorrelation ? `, correlation ${percent(jitterCorrelation)}` : '';
  const sigma = ownJitterMs === undefined ? `σ ${percent(jitterShare)} of` : `σ ${inMs(ownJitterMs)}`;
  const within = `jitter ${distribution}${correlation}, ${sigma}`;
  const whose = ownJitterMs === undefined ? 'own assumption' : source;
  if (distanceMs === undefined) return `${within}${ownJitterMs === undefined ? ' it' : ''} one way (${whose})`;
  const beyond = `${percent(BEYOND_JITTER_SHARE)} of the rest one way (own assumptions)`;
  return `${within}${ownJitterMs === undefined ? ' the network’s own' : ''} and ${beyond}`;
}

function lossesOf({ profile, transport }: Circumstances, cold: boolean): string {
  const { lossRate, bursts } = profile;
  const timerMs = timerMsOf(framingOf(transport), roundTripJitterMs(profile));
  const opening = cold ? `; one that opens the connection from ${inMs(FIRST_TIMEOUT_MS)} (RFC 6298)` : '';
  const cost = `sent again with half the window (RFC 5681), a message’s last by the timer, a round trip and ${inMs(timerMs)}${opening}`;
  if (!bursts) return `Each packet is lost with ${percent(lossRate)} (own assumption), each by itself; ${cost}`;
  const { toBad, toGood, lossInBad, lossInGood } = bursts;
  return `In bursts (Gilbert–Elliott): bad with ${percent(toBad)} a packet, good again with ${percent(toGood)}, ${percent(lossInBad)} lost when bad, ${percent(lossInGood)} when good; ${cost}`;
}

function queueOf(circumstances: Circumstances): string {
  const { server, traffic, computeMs } = circumstances;
  const service = `${inMs(softwareMs(circumstances) + computeMs)} a request`;
  const rate = (perSecond: number) => `${Number(perSecond.toPrecision(3))} requests a second (as chosen)`;
  if (!traffic) {
    return server.load > 0
      ? `M/G/1: one worker, ${percent(server.load)} busy, ${service} (own assumptions)`
      : 'None: nobody else asks (own assumption)';
  }
  if (traffic.kind === 'scale-to-zero')
    return `None: an instance for each request at a time; ${rate(traffic.requestsPerSecond)}`;
  const shared = `${plural(traffic.workers, 'worker')}, ${rate(traffic.requestsPerSecond)}`;
  return traffic.batching
    ? `Batches of up to ${traffic.batching.size}, the oldest waiting ${inMs(traffic.batching.timeoutMs)} at most for others; ${shared}; simulated event by event`
    : `M/G/c: ${shared}, ${service}; approximated (Kimura 1994)`;
}

/** What each leg's value rests on, for the table beside the lanes. */
function assumptions(circumstances: Circumstances, computeBasis: string, cold: boolean): Record<LegId, string> {
  const { profile, server, payload, afterIdle, transport, traffic } = circumstances;
  const framing = framingOf(transport);
  const [rtt, jitter] = [roundTrip(profile), jitterOf(profile)];
  const first = initialWindow(framing);
  const window = cold ? `slow start from ${first}` : openWindow[afterIdle](first);
  const around =
    transport === 'tcp'
      ? '+ TLS records, 40 B of every 1,500 for TCP/IP'
      : `, ${framing.packetBytes - framing.payloadBytes} B of every ${framing.packetBytes} for QUIC, UDP and IP`;
  const transfer = (bytes: number, headers: number, kbps: number) =>
    `${kilobytes(bytes)} + ${headers} B headers (own assumption) at ${kbps} kbit/s ${around}; ${window}`;
  const quic =
    transport === 'quic-0rtt'
      ? `None: the request goes with the first packet (0-RTT, RFC 9001), ticket and address token kept from before (own assumption); ${TLS_BYTES.up} B`
      : `One round trip for transport and TLS (RFC 9001); ${jitter}; ${QUIC_INITIAL_BYTES} B up, ${TLS_BYTES.down} B of certificates down in one flight (own assumption)`;
  return {
    dns: cold
      ? `One round trip of ${rtt} to a resolver as far off as the server, nothing cached (own assumption); ${jitter}`
      : open,
    tcp: cold ? `One round trip of ${rtt}; ${jitter}` : open,
    tls: cold
      ? `One round trip (RFC 8446); ${jitter}; ${TLS_BYTES.up} B up and ${TLS_BYTES.down} B of certificates down, no session resumed (own assumptions)`
      : open,
    quic: cold ? quic : open,
    upload: transfer(payload.upBytes, HEADER_BYTES.up, profile.upKbps),
    'trip-up': `Half of ${rtt}; ${jitter}`,
    queue: queueOf(circumstances),
    'cold-start':
      traffic?.kind === 'scale-to-zero'
        ? `${inMs(traffic.startMs)} where no warm instance is free; each is kept for ${inMs(traffic.keepAliveMs)} when idle (as chosen), e^(−λT) and Erlang’s B`
        : 'The server is always awake.',
    software: `${server.assumption}; decoding ${server.decodeMsPerMB} ms a megabyte of payload (own assumption)`,
    compute: computeBasis,
    'trip-down': `Half of ${rtt}; ${jitter}`,
    download: transfer(payload.downBytes, HEADER_BYTES.down, profile.downKbps),
    losses: lossesOf(circumstances, cold),
  };
}

/** Legs that there are: a connection is of one kind, and few servers sleep. */
function isThere(id: LegId, { transport, traffic }: Circumstances): boolean {
  if (id === 'tcp' || id === 'tls') return transport === 'tcp';
  if (id === 'quic') return transport !== 'tcp';
  return id !== 'cold-start' || traffic?.kind === 'scale-to-zero';
}

/**
 * The legs of one request as a record keeps them: all that there are, those of an open connection at 0 ms. What they rest on is worded
 * only when it is read: a slider that moves draws them in each frame, and shows none of it.
 */
export function describeLegs(
  circumstances: Circumstances,
  computeBasis: string,
  times: LegTimes,
  cold: boolean,
): Leg[] {
  let worded: Record<LegId, string> | undefined;
  const assumption = (id: LegId) => (worded ??= assumptions(circumstances, computeBasis, cold))[id];
  return legIds
    .filter((id) => isThere(id, circumstances))
    .map((id) => ({
      id,
      label: labels[id],
      ms: times[id],
      get assumption() {
        return assumption(id);
      },
    }));
}

export interface PlayedLeg extends Leg {
  /** From the request's start, ms. */
  readonly startMs: number;
  readonly endMs: number;
}

/** One request laid out in time, to be played beside a measured lane: each leg begins where the last ends. */
export function timelineOf(request: readonly Leg[]): PlayedLeg[] {
  let clockMs = 0;
  return request.map((leg) => {
    const startMs = clockMs;
    clockMs += leg.ms;
    return { ...leg, startMs, endMs: clockMs };
  });
}
