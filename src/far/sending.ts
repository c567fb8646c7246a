import type { Framing } from './framing';

/**
 * A message on its way, worked out as far as it can be while the round trip and the rate are still open: windows, and not times. So one
 * request's luck is the same however far away the server is.
 */
export interface Sending {
  /** Windows that are waited for until an acknowledgement lets the next one go: packets each, and how many there were of them. */
  readonly windows: ReadonlyMap<number, number>;
  /** Windows with a loss behind which nothing is left to send: packets, and how many of them until the loss is noticed. */
  readonly repairs: readonly (readonly [packets: number, noticed: number])[];
  /** Packets that nothing is waited for behind: those of the last window, and those before a timer. */
  readonly rest: number;
  /** Timers waited out, those that double counted as often as the first. */
  readonly timeouts: number;
  /** Those of them that the acknowledgement of other packets began anew, a round trip later (RFC 6298 section 5.3, RFC 9002 section 6.2.1). */
  readonly restarts: number;
}

/** @returns places of those that are lost among the next so many packets, rising from 0 */
export type Losses = (packets: number) => readonly number[];

/** So many packets behind a lost one show that it is lost (RFC 5681 section 3.2, RFC 9002 section 6.1.1). */
const BEHIND = 3;
/** The least threshold of slow start, packets: RFC 5681, equation 4. */
const LEAST_THRESHOLD = 2;
/** A sender that has lost the same packets so often gives up in truth; here they get through then. */
const MOST_TIMEOUTS = 8;

/**
 * Windows of a message, one after another: slow start doubles each; from a loss on they are half as large and grow by a packet a round
 * trip (RFC 5681 and RFC 9002, appendix B; CUBIC in its Reno-friendly region has the same average, RFC 9438 section 4.3), once for all that
 * had left before the loss was noticed (RFC 6582, RFC 9002 section 7.3.2). What is lost goes again with the next window (RFC 6675), and is noticed by packets behind it; at a message's end, or where a whole window is lost,
 * by the timer alone, which doubles (RFC 6298 section 5.5) and begins anew with `timerPackets`.
 * @param window the first one, packets
 */
export function sendingOf(packets: number, window: number, losses: Losses, { timerPackets }: Framing): Sending {
  const windows = new Map<number, number>();
  const repairs: (readonly [number, number])[] = [];
  let [rest, timeouts, restarts, inARow] = [0, 0, 0, 0];
  let threshold = Infinity;
  /** Packets of the next window that had left when the last loss was noticed: what is lost of them is part of the same event. */
  let sameEvent = 0;
  for (let left = packets; left > 0;) {
    const sent = Math.min(window, left);
    const lost = losses(sent);
    left -= sent - lost.length;
    const [first = 0, last = -1] = [lost[0], lost.at(-1)];
    const isLast = left === lost.length;
    const isStartingSlow = window < threshold;
    // Slow start goes on until the loss is noticed.
    const inFlight = sent + (isStartingSlow ? Math.min(first, left - lost.length) : 0);
    const halved = Math.max(LEAST_THRESHOLD, Math.floor(inFlight / 2));
    const isAllLost = lost.length === sent;
    if (isAllLost || (lost.length > 0 && isLast && sent - 1 - last < BEHIND)) {
      rest += sent;
      timeouts += 2 ** inARow;
      if (!isAllLost) restarts++;
      inARow = isAllLost ? inARow + 1 : 0;
      [window, threshold, sameEvent] = [timerPackets, halved, 0];
      if (inARow < MOST_TIMEOUTS) continue;
      rest += left;
      break;
    }
    inARow = 0;
    if (lost.length === 0 && isLast) rest += sent;
    else if (isLast) repairs.push([sent, last + 1 + BEHIND]);
    else windows.set(sent, (windows.get(sent) ?? 0) + 1);
    if (last >= sameEvent) {
      [window, threshold, sameEvent] = [halved, halved, first];
      continue;
    }
    if (lost.length === 0) window = isStartingSlow ? Math.min(2 * window, threshold) : window + 1;
    sameEvent = 0;
  }
  return { windows, repairs, rest, timeouts, restarts };
}

/** Time that a message takes from its first packet's first bit to its last one's last, but for the way itself, ms. */
export function sendingMs(
  { windows, repairs, rest, timeouts, restarts }: Sending,
  { packetMs, rttMs, timerMs }: { readonly packetMs: number; readonly rttMs: number; readonly timerMs: number },
): number {
  let ms = rest * packetMs + timeouts * (rttMs + timerMs) + restarts * rttMs;
  for (const [packets, times] of windows) ms += times * Math.max(packets * packetMs, rttMs + packetMs);
  for (const [packets, noticed] of repairs) ms += Math.max(packets * packetMs, rttMs + noticed * packetMs);
  return ms;
}
