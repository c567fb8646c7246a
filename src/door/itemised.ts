import type { Itemised } from './protocol';

/** Browsers write an entry down a moment after its body has ended. */
const MOST_WAIT_MS = 500;
const LOOK_MS = 10;

/**
 * What the browser says of the request that was made of an address at that time.
 * @returns undefined where it says nothing, most servers not letting it
 */
export async function itemised(url: string, startMs: number): Promise<Itemised | undefined> {
  // By time beside the address: the same one is asked again and again.
  const find = () =>
    performance
      .getEntriesByName(url, 'resource')
      .filter(({ startTime }) => startTime >= startMs - 1)
      .at(-1) as PerformanceResourceTiming | undefined;
  const untilMs = performance.now() + MOST_WAIT_MS;
  let entry = find();
  while (!entry && performance.now() < untilMs) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    entry = find();
  }
  // There are 250 entries and no more, unless they are let go of.
  performance.clearResourceTimings();
  // All 0 where the server doesn't send `Timing-Allow-Origin`; absent in some runtimes.
  if (!entry?.requestStart || !entry.responseStart) return undefined;
  const { domainLookupStart, domainLookupEnd, connectStart, connectEnd, secureConnectionStart } = entry;
  const dnsMs = domainLookupEnd - domainLookupStart;
  const connectMs = (secureConnectionStart || connectEnd) - connectStart;
  const tlsMs = secureConnectionStart ? connectEnd - secureConnectionStart : 0;
  return {
    beforeMs: Math.max(0, entry.requestStart - entry.startTime - dnsMs - connectMs - tlsMs),
    dnsMs,
    connectMs,
    tlsMs,
    waitMs: entry.responseStart - entry.requestStart,
    downloadMs: entry.responseEnd - entry.responseStart,
    protocol: entry.nextHopProtocol,
  };
}
