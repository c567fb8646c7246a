import type { Leg } from '../record/record';
import { inMs } from '../domain/words';
import { kilobytes, percent } from './format';
import type { AfterIdle } from './afterIdle';
import { BEYOND_JITTER_SHARE, type NetworkProfile } from './network';
import { HEADER_BYTES, legIds, serviceMs, TLS_BYTES, type Circumstances, type LegId, type LegTimes } from './request';
import { FIRST_TIMEOUT_MS, INITIAL_WINDOW_SEGMENTS, MSS_BYTES } from './tcp';

const labels: Readonly<Record<LegId, string>> = {
  dns: 'Name look-up (DNS)',
  tcp: 'TCP handshake',
  tls: 'TLS 1.3 handshake',
  upload: 'Upload',
  'trip-up': 'Half-trip there',
  queue: 'Queue',
  software: 'Server software',
  compute: 'Server compute',
  'trip-down': 'Half-trip back',
  download: 'Download',
  losses: 'Lost packets',
};

const open = 'The connection is already open.';

const initialWindow = `${INITIAL_WINDOW_SEGMENTS} × ${MSS_BYTES} B (RFC 6928)`;

/** Why a connection that is open sends as it does: the assumption by its name. */
const openWindow: Readonly<Record<AfterIdle, string>> = {
  'slow-start': `slow start again from ${initialWindow}, the connection having idled (RFC 5681; Linux’ default)`,
  'window-kept': 'the window kept from earlier requests fills the link (assumed)',
};

function roundTrip({ rttMs, distanceMs, source, title }: NetworkProfile): string {
  if (distanceMs === undefined) return `${rttMs} ms (${source}: ${title})`;
  const within = inMs(rttMs - distanceMs);
  return `${inMs(rttMs)}: ${within} within the network (${source}: ${title}) and ${inMs(distanceMs)} from its edge to the server (as chosen)`;
}

function jitterOf({ distribution, jitterShare, distanceMs }: NetworkProfile): string {
  const within = `jitter ${distribution}, σ ${percent(jitterShare)} of`;
  return distanceMs === undefined
    ? `${within} it one way (own assumption)`
    : `${within} the network’s own and ${percent(BEYOND_JITTER_SHARE)} of the rest one way (own assumptions)`;
}

/** What each leg's value rests on, for the table beside the lanes. */
function assumptions(circumstances: Circumstances, computeBasis: string, cold: boolean): Record<LegId, string> {
  const { profile, server, payload, afterIdle } = circumstances;
  const [rtt, jitter] = [roundTrip(profile), jitterOf(profile)];
  const window = cold ? `slow start from ${initialWindow}` : openWindow[afterIdle];
  const transfer = (bytes: number, headers: number, kbps: number) =>
    `${kilobytes(bytes)} + ${headers} B headers (own assumption) + TLS records at ${kbps} kbit/s, 40 B of every 1,500 for TCP/IP; ${window}`;
  return {
    dns: cold
      ? `One round trip of ${rtt} to a resolver as far off as the server, nothing cached (own assumption); ${jitter}`
      : open,
    tcp: cold ? `One round trip of ${rtt}; ${jitter}` : open,
    tls: cold
      ? `One round trip (RFC 8446); ${jitter}; ${TLS_BYTES.up} B up and ${TLS_BYTES.down} B of certificates down, no session resumed (own assumptions)`
      : open,
    upload: transfer(payload.upBytes, HEADER_BYTES.up, profile.upKbps),
    'trip-up': `Half of ${rtt}; ${jitter}`,
    queue:
      server.load > 0
        ? `M/M/1: one worker, ${percent(server.load)} busy, ${inMs(serviceMs(circumstances))} a request (own assumptions); pessimistic where all take equal time`
        : 'None: nobody else asks (own assumption)',
    software: `${server.assumption}; decoding ${server.decodeMsPerMB} ms a megabyte of payload (own assumption)`,
    compute: computeBasis,
    'trip-down': `Half of ${rtt}; ${jitter}`,
    download: transfer(payload.downBytes, HEADER_BYTES.down, profile.downKbps),
    losses: `Each packet is lost with ${percent(profile.lossRate)} (own assumption), each by itself: one of a message’s last three costs a round trip and 200 ms, another a round trip${cold ? `, one that opens the connection ${inMs(FIRST_TIMEOUT_MS)} (RFC 6298)` : ''}; added here wherever it was lost`,
  };
}

/**
 * The legs of one request as a record keeps them: all of them, those of an open connection at 0 ms. What they rest on is worded
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
  return legIds.map((id) => ({
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
