import type { Framing } from '../../framing';
import { serialisationMs } from '../../transfer';

/** So much of a message is there at a time. */
export interface Arrived {
  /** From the arrival of its first byte, ms. */
  readonly atMs: number;
  readonly bytes: number;
}

/** Between two pieces, ms: as a screen is drawn, and coarse enough for timers. */
const PIECE_MS = 20;
/** Whoever sends a piece holds no more than this: a fast network would have a whole answer within one. */
const PIECE_BYTES = 64_000;

/**
 * How a message comes in: window by window in slow start, each twice the last and followed by the wait for its first acknowledgement,
 * then at the link's rate. Its end is `serialisationMs` + `slowStartStallMs` of the same message.
 * @param bytes that the transport carries
 */
export function arrivalsOf(
  bytes: number,
  { kbps, rttMs, startsSlow, framing }: { kbps: number; rttMs: number; startsSlow: boolean; framing: Framing },
): readonly Arrived[] {
  const arrived: Arrived[] = [];
  const firstAckMs = rttMs + serialisationMs(framing.payloadBytes, kbps, framing);
  let window = startsSlow ? framing.windowPackets * framing.payloadBytes : Infinity;
  let [atMs, sent] = [0, 0];
  while (sent < bytes) {
    const windowMs = serialisationMs(window, kbps, framing);
    const part = windowMs >= firstAckMs ? bytes - sent : Math.min(window, bytes - sent);
    const partMs = serialisationMs(part, kbps, framing);
    const pieces = Math.max(1, Math.ceil(partMs / PIECE_MS), Math.ceil(part / PIECE_BYTES));
    for (let piece = 1; piece <= pieces; piece++)
      arrived.push({ atMs: atMs + (partMs * piece) / pieces, bytes: sent + (part * piece) / pieces });
    sent += part;
    atMs += Math.max(partMs, firstAckMs);
    window *= 2;
  }
  return arrived;
}
