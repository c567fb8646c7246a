/** Payload of a full TCP segment over IPv4 Ethernet, bytes. */
export const MSS_BYTES = 1460;

/** Initial congestion window, segments: RFC 6928. */
export const INITIAL_WINDOW_SEGMENTS = 10;

/** Linux' floor on what is added to the round trip before a segment is sent again (`TCP_RTO_MIN`), ms; RFC 6298 has 1 s. */
const RETRANSMIT_FLOOR_MS = 200;

/** Timeout of a first packet, when no round trip has been measured yet, ms: RFC 6298 section 2.1. */
export const FIRST_TIMEOUT_MS = 1000;

/** TLS records carry up to 16 KiB and add 22 bytes each: 5 header, 1 type, 16 tag (RFC 8446 section 5). */
const TLS_RECORD = { maxBytes: 16_384, overheadBytes: 22 };

/** Bytes that TCP carries for an HTTP message over TLS 1.3. */
export function tcpBytes(bodyBytes: number, headerBytes: number): number {
  const plain = bodyBytes + headerBytes;
  return plain + Math.ceil(plain / TLS_RECORD.maxBytes) * TLS_RECORD.overheadBytes;
}

/** Time that `bytes` of TCP payload occupy the link, ms: 1,460 of every 1,500 bytes on the wire are payload. */
export function serialisationMs(bytes: number, kbps: number): number {
  return (bytes * 8) / (kbps * (MSS_BYTES / 1500));
}

/**
 * Time a sender spends waiting for acknowledgements in slow start, ms: each window is twice the last, and the sender
 * stalls from the end of a window until its first acknowledgement is back, one round trip and one segment after the
 * window began. No loss, no delayed acknowledgements. After Kurose & Ross, "Computer Networking", section on TCP
 * latency modelling, with a first window of ten segments.
 */
export function slowStartStallMs(bytes: number, kbps: number, rttMs: number): number {
  const firstAckMs = rttMs + serialisationMs(MSS_BYTES, kbps);
  let window = INITIAL_WINDOW_SEGMENTS * MSS_BYTES;
  let left = bytes - window;
  let stallMs = 0;
  while (left > 0) {
    const stall = firstAckMs - serialisationMs(window, kbps);
    if (stall <= 0) break;
    stallMs += stall;
    window *= 2;
    left -= window;
  }
  return stallMs;
}

export interface LossDraws {
  /** Uniform in [0, 1). */
  readonly tail: number;
  readonly body: number;
}

/** What lost segments cost: round trips, whose length is still open, and time beside them, ms. */
export interface Loss {
  readonly trips: number;
  readonly waitMs: number;
}

/**
 * What lost segments cost. One of the last three cannot raise three duplicate acknowledgements (RFC 5681), so it waits for the
 * timer: a round trip and 200 ms; any other is resent after one round trip. The window is not halved.
 */
export function lossOf(bytes: number, lossRate: number, draws: LossDraws): Loss {
  const segments = Math.ceil(bytes / MSS_BYTES);
  const tail = Math.min(3, segments);
  const timeouts = lossesOf(tail, lossRate, draws.tail);
  const resends = lossesOf(segments - tail, lossRate, draws.body);
  return { trips: timeouts + resends, waitMs: timeouts * RETRANSMIT_FLOOR_MS };
}

/**
 * Number of losses among `packets` that are each lost with probability `lossRate`, independently: the binomial's value at
 * quantile `uniform`, by sequential search (Devroye, "Non-Uniform Random Variate Generation", 1986, section X.4). It never
 * falls as any of the three grows, so that one seed's luck is worse on a worse network.
 * @param lossRate from 0 to below 1
 * @param uniform in [0, 1)
 */
export function lossesOf(packets: number, lossRate: number, uniform: number): number {
  if (lossRate <= 0 || packets <= 0) return 0;
  const logOdds = Math.log(lossRate) - Math.log1p(-lossRate);
  // In logarithms: (1 − p)^n alone underflows where hundreds of losses are expected.
  let logChance = packets * Math.log1p(-lossRate);
  let upTo = Math.exp(logChance);
  let losses = 0;
  while (upTo <= uniform && losses < packets) {
    logChance += Math.log((packets - losses) / (losses + 1)) + logOdds;
    losses += 1;
    upTo += Math.exp(logChance);
  }
  return losses;
}
