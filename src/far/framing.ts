/** How a connection is opened, and what its bytes travel in: TCP with TLS 1.3, QUIC, or QUIC with a ticket from an earlier visit. */
export const transports = ['tcp', 'quic', 'quic-0rtt'] as const;
export type Transport = (typeof transports)[number];
export const DEFAULT_TRANSPORT: Transport = 'tcp';

/** What stands around a transport's payload, and how it begins and repairs. */
export interface Framing {
  /** Payload of a full packet, bytes. */
  readonly payloadBytes: number;
  /** The same packet on the wire, IPv4 header included, bytes. */
  readonly packetBytes: number;
  /** Initial congestion window, packets: RFC 6928 and RFC 9002, section 7.2. */
  readonly windowPackets: number;
  /** Records that a message is cut into, and what each adds to it, bytes; absent where each packet is a record. */
  readonly record?: { readonly maxBytes: number; readonly overheadBytes: number };
  /**
   * What the timer of a lost last packet adds to the round trip, ms: four times the round trip's deviation, `leastMs` at least, and
   * `moreMs` in any case.
   */
  readonly timer: { readonly leastMs: number; readonly moreMs: number };
  /** Packets that are sent once it ran out. */
  readonly timerPackets: number;
}

const tcp: Framing = {
  payloadBytes: 1460,
  packetBytes: 1500,
  windowPackets: 10,
  // TLS records carry up to 16 KiB and add 22 bytes each: 5 header, 1 type, 16 tag (RFC 8446 section 5).
  record: { maxBytes: 16_384, overheadBytes: 22 },
  // RFC 6298, equation 2.3, with Linux' floor on what is added to the round trip (`TCP_RTO_MIN`) in place of its 1 s in all.
  timer: { leastMs: 200, moreMs: 0 },
  // RFC 5681, equation 4: the loss window.
  timerPackets: 1,
};

/**
 * QUIC in datagrams of 1,200 bytes, the most that every path is known to carry (RFC 9000 section 14). Of each, 27 bytes are a short
 * header (1, connection id 8, packet number 2) and the tag (16), 8 a stream frame's own header; UDP and IPv4 add 28.
 */
const quic: Framing = {
  payloadBytes: 1200 - 27 - 8,
  packetBytes: 1228,
  windowPackets: 10,
  // RFC 9002 section 6.2.1: with the peer's delay of acknowledgements, 25 ms unless it says otherwise (RFC 9000 section 18.2).
  timer: { leastMs: 1, moreMs: 25 },
  // RFC 9002 section 6.2.4: two probes.
  timerPackets: 2,
};

export const framingOf = (transport: Transport): Framing => (transport === 'tcp' ? tcp : quic);

/** Timeout of a first packet, when no round trip has been measured yet, ms: RFC 6298 section 2.1, RFC 9002 section 6.2.2. */
export const FIRST_TIMEOUT_MS = 1000;

/** Mean distance of a normal value from its mean, in standard deviations. */
const MEAN_DEVIATION = Math.sqrt(2 / Math.PI);

/**
 * What a timer adds to the round trip on a connection in use, ms, when many round trips have been measured.
 * @param roundTripSigmaMs standard deviation of a round trip; its mean deviation is taken for a normal one's
 */
export const timerMsOf = ({ timer }: Framing, roundTripSigmaMs: number): number =>
  Math.max(timer.leastMs, 4 * MEAN_DEVIATION * roundTripSigmaMs) + timer.moreMs;

/** The same when one round trip alone has been measured, ms: its deviation is taken for half of it (RFC 6298, equation 2.2). */
export const firstTimerMsOf = ({ timer }: Framing, rttMs: number): number => Math.max(timer.leastMs, 2 * rttMs);

/** Bytes that the transport carries for an HTTP message. */
export function messageBytes(bodyBytes: number, headerBytes: number, { record }: Framing): number {
  const plain = bodyBytes + headerBytes;
  return record ? plain + Math.ceil(plain / record.maxBytes) * record.overheadBytes : plain;
}
