import type { Framing } from './framing';

/** Time that `bytes` of payload occupy the link, ms: over TCP 1,460 of every 1,500 bytes on the wire are payload. */
export function serialisationMs(bytes: number, kbps: number, { payloadBytes, packetBytes }: Framing): number {
  return (bytes * 8) / (kbps * (payloadBytes / packetBytes));
}

/**
 * Time a sender spends waiting for acknowledgements in slow start, ms: each window is twice the last, and the sender
 * stalls from the end of a window until its first acknowledgement is back, one round trip and one segment after the
 * window began. No loss, no delayed acknowledgements. After Kurose & Ross, "Computer Networking", section on TCP
 * latency modelling, with a first window of ten segments.
 */
export function slowStartStallMs(bytes: number, kbps: number, rttMs: number, framing: Framing): number {
  const firstAckMs = rttMs + serialisationMs(framing.payloadBytes, kbps, framing);
  let window = framing.windowPackets * framing.payloadBytes;
  let left = bytes - window;
  let stallMs = 0;
  while (left > 0) {
    const stall = firstAckMs - serialisationMs(window, kbps, framing);
    if (stall <= 0) break;
    stallMs += stall;
    window *= 2;
    left -= window;
  }
  return stallMs;
}
