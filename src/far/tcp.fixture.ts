import type { Random } from '../domain/random';

interface Link {
  readonly packetMs: number;
  readonly rttMs: number;
  /** What the timer adds to the round trip, ms. */
  readonly timerMs: number;
}

/**
 * A message over TCP, packet by packet and acknowledgement by acknowledgement: slow start from ten, Reno's halving once a window, selective
 * acknowledgements, a timer that each of them begins anew. Written apart from what it is compared with, which knows windows alone.
 * @returns ms from the first packet's first bit to the last one's last, but for the way itself
 */
export function sendByPackets(
  packets: number,
  lossRate: number,
  { packetMs, rttMs, timerMs }: Link,
  random: Random,
): number {
  const events: { atMs: number; seq: number; order: number }[] = [];
  const inFlight = new Map<number, number>();
  /** In the order in which they were sent, rising. */
  const ackedOrders: number[] = [];
  const acked = new Set<number>();
  let repeat: number[] = [];
  let [window, threshold, next, order, recover, backoff] = [10, Infinity, 0, 0, -1, 0];
  let [linkFreeMs, timerAtMs, arrivedMs] = [0, Infinity, 0];

  const send = (seq: number, nowMs: number) => {
    linkFreeMs = Math.max(nowMs, linkFreeMs) + packetMs;
    inFlight.set(seq, ++order);
    // Acknowledgements aren't lost.
    if (random() >= lossRate) events.push({ atMs: linkFreeMs + rttMs, seq, order });
    timerAtMs = linkFreeMs + (rttMs + timerMs) * 2 ** backoff;
  };
  const sendMore = (nowMs: number) => {
    while (inFlight.size < window && (repeat.length > 0 || next < packets)) send(repeat.shift() ?? next++, nowMs);
  };

  sendMore(0);
  while (acked.size < packets) {
    // What was sent first arrives first.
    const event = events[0];
    if (!event || timerAtMs < event.atMs) {
      const nowMs = timerAtMs;
      backoff = Math.min(8, backoff + 1);
      threshold = Math.max(2, Math.floor(inFlight.size / 2));
      window = 1;
      repeat = [...new Set([...repeat, ...inFlight.keys()])].sort((a, b) => a - b);
      inFlight.clear();
      recover = next;
      sendMore(nowMs);
      continue;
    }
    events.shift();
    if (acked.has(event.seq)) continue;
    acked.add(event.seq);
    inFlight.delete(event.seq);
    repeat = repeat.filter((seq) => seq !== event.seq);
    arrivedMs = Math.max(arrivedMs, event.atMs);
    backoff = 0;
    if (inFlight.size > 0) timerAtMs = Math.max(event.atMs, linkFreeMs) + rttMs + timerMs;
    ackedOrders.push(event.order);
    // Three that were sent behind it have arrived.
    const lost = [...inFlight].filter(([, sent]) => (ackedOrders.at(-3) ?? 0) > sent).map(([seq]) => seq);
    for (const seq of lost) {
      inFlight.delete(seq);
      repeat.push(seq);
      if (seq < recover) continue;
      threshold = Math.max(2, Math.floor((inFlight.size + lost.length + 1) / 2));
      window = threshold;
      recover = next;
    }
    repeat.sort((a, b) => a - b);
    if (lost.length === 0 && window < threshold) window += 1;
    else if (lost.length === 0 && event.seq >= recover) window += 1 / window;
    sendMore(event.atMs);
  }
  return arrivedMs - rttMs;
}
