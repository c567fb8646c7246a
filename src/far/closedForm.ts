import { framingOf, messageBytes, type Framing } from './framing';
import { stillProfile } from './profile';
import { HEADER_BYTES, QUIC_INITIAL_BYTES, softwareMs, TLS_BYTES, type Circumstances } from './circumstances';

/**
 * Median of a request with nothing left to chance but the server's software: no jitter, no loss, no queue and no cold start. Written down
 * from the formulas, apart from what simulates, so that either shows the other's mistakes: round trips × their length, bytes ⁄ rate,
 * the stalls of slow start summed as a geometric series, and the software's lognormal at its median, mean × e^(−σ² ⁄ 2).
 * @returns ms
 */
export function closedFormMs(circumstances: Circumstances, connection: 'warm' | 'cold'): number {
  const { profile, server, payload, computeMs, afterIdle, transport } = circumstances;
  const { rttMs, upKbps, downKbps } = profile;
  const framing = framingOf(transport);
  const send = (bytes: number, kbps: number) => (8 * bytes * framing.packetBytes) / framing.payloadBytes / kbps;
  const isCold = connection === 'cold';
  const message = (body: number, headers: number, kbps: number) => {
    const bytes = messageBytes(body, headers, framing);
    const stallsMs = isCold || afterIdle === 'slow-start' ? stallSumMs(bytes, kbps, rttMs, framing) : 0;
    return send(bytes, kbps) + stallsMs;
  };

  const handshakes = {
    // DNS, TCP and TLS 1.3.
    tcp: 3 * rttMs + send(TLS_BYTES.up, upKbps) + send(TLS_BYTES.down, downKbps),
    quic: 2 * rttMs + send(QUIC_INITIAL_BYTES, upKbps) + send(TLS_BYTES.down, downKbps),
    'quic-0rtt': rttMs + send(TLS_BYTES.up, upKbps),
  };
  const sigma = server.softwareSigma;
  return (
    (isCold ? handshakes[transport] : 0) +
    rttMs +
    message(payload.upBytes, HEADER_BYTES.up, upKbps) +
    message(payload.downBytes, HEADER_BYTES.down, downKbps) +
    softwareMs(circumstances) * Math.exp(-(sigma * sigma) / 2) +
    computeMs
  );
}

/**
 * Stalls of slow start, ms: after each of the first n windows W, 2W, 4W … the sender waits for the rest of a round trip A, so that n of them
 * cost n A − (2ⁿ − 1) W ⁄ R. There is one fewer than there are windows in the message, and none once a window outlasts the round trip.
 */
function stallSumMs(
  bytes: number,
  kbps: number,
  rttMs: number,
  { payloadBytes, packetBytes, windowPackets }: Framing,
): number {
  const packetMs = (8 * packetBytes) / kbps;
  const windowMs = windowPackets * packetMs;
  const ackMs = rttMs + packetMs;
  const windows = Math.ceil(Math.log2(bytes / (windowPackets * payloadBytes) + 1));
  const stalling = Math.ceil(Math.log2(ackMs / windowMs));
  const stalls = Math.max(0, Math.min(windows - 1, stalling));
  return stalls * ackMs - (2 ** stalls - 1) * windowMs;
}

/** The same circumstances with nothing left to chance but the server's software: what {@link closedFormMs} is the median of. */
export function stillCircumstances(circumstances: Circumstances): Circumstances {
  const { profile, server } = circumstances;
  return { ...circumstances, profile: stillProfile(profile), server: { ...server, load: 0 }, traffic: undefined };
}
